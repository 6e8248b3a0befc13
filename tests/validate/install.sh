#!/bin/sh
# Install what `make validate` needs beside Python: Chromium with Japanese type, and Ace.
# Debian or Ubuntu, as root, with Node.js (node, npm) there; elsewhere install chromium by hand.
set -eu
cd "$(dirname "$0")/../.."
if ! command -v chromium >/dev/null; then
    apt-get update
    apt-get install --yes --no-install-recommends chromium fonts-ipafont
fi
# --ignore-scripts: Ace's puppeteer would fetch a Chromium of its own; it is given the one above.
npm install --ignore-scripts --no-save --no-package-lock --no-audit --no-fund @daisy/ace-cli@1.4.6
