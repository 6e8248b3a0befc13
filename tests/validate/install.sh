#!/bin/sh
# Install what `make validate` needs beside Python: Chromium with Japanese type, and from npm, each
# in the version that package-lock.json names: Ace, axe, foliate-js, Readium's
# r2-shared-js, and ajv with the schema of SARIF (it comes with @microsoft/jest-sarif).
# Debian or Ubuntu, as root, with Node.js (node, npm) there; elsewhere install chromium by hand.
set -eu
cd "$(dirname "$0")"
if ! command -v npm >/dev/null; then
    echo "npm (Node.js) is missing: install it, then run this again. Without it make validate" >&2
    echo "skips Ace, axe, foliate-js, r2-shared-js and ajv, and says so." >&2
    exit 3
fi
if ! command -v chromium >/dev/null; then
    apt-get update
    apt-get install --yes --no-install-recommends chromium fonts-ipafont
fi
# --ignore-scripts: puppeteer would fetch a Chromium of its own; it is given the one above.
# Errors only: r2-shared-js asks for Node.js 22, but what is used of it runs on 20 too.
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
