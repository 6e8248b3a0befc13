"""An eBraille publication as another tool may make it: by the specification, unlike ours."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="package.opf" media-type="application/oebps-package+xml"/>
<rootfile full-path="text/print.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>"""
PACKAGE = """<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="uid" xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>
  The
  Sea
</dc:title>
<dc:creator>Ann Lee</dc:creator>
<dc:creator>Bo Ray</dc:creator>
<dc:format>
  eBraille 1.0
</dc:format>
<dc:identifier id="uid">urn:uuid:5e0f5a4c-0b53-4a8e-9d3f-0a4a7b1f2a10</dc:identifier>
<dc:language>en-Brai-US</dc:language>
<dc:date>2025</dc:date>
<meta property="dcterms:dateCopyrighted">2004</meta>
<meta property="dcterms:modified">2025-02-14T18:45:00Z</meta>
<meta property="a11y:brailleCellType">6</meta>
<meta property="a11y:brailleSystem">UEB grade1</meta>
<meta property="a11y:completeTranscription">true</meta>
<meta property="a11y:producer">
  A Library
</meta>
<meta property="a11y:tactileGraphics">none</meta>
<meta property="schema:accessMode">tactile</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityHazard">none</meta>
</metadata>
<manifest>
<item id="nav" href="index.html" media-type="application/xhtml+xml" properties="nav"/>
<item id="one" href="text/chapter%20one.xhtml" media-type="application/xhtml+xml"/>
<item id="css" href="text/book.css" media-type="text/css"/>
</manifest>
<spine><itemref idref="one"/></spine>
</package>"""
ENTRY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"
 xml:lang="en-Brai-US" lang="en-Brai-US">
<head><title>⠎⠑⠁</title>
<link rel="publication" href="package.opf" type="application/oebps-package+xml"/></head>
<body><nav epub:type="toc" role="doc-toc" aria-label="Table of Contents"><h2>⠉</h2>
<ol><li><a href="text/chapter%20one.xhtml">⠼⠁</a></li></ol></nav></body></html>"""
DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"
 xml:lang="en-Brai-US" lang="en-Brai-US">
<head><title>⠼⠁</title><link rel="stylesheet" type="text/css" href="book.css"/></head>
<body>{body}</body></html>"""
DOCUMENT_PATH = "text/chapter one.xhtml"
CSS = "h2 { margin-left: 4ch; }\n"


Changes = Mapping[str, str | bytes | None]


def foreign(body: str = "<p>⠁</p>", changed: Changes | None = None) -> bytes:
    """A publication with this body; ``changed`` are files put in place of its own (None: out)."""
    files: dict[str, str | bytes | None] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "package.opf": PACKAGE,
        "index.html": ENTRY,
        DOCUMENT_PATH: DOCUMENT.format(body=body),
        "text/book.css": CSS,
        **(changed or {}),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in files.items():
            if data is not None:
                archive.writestr(name, data)
    return made.getvalue()
