"""The packages of Word documents: odd ones are read, broken and hostile ones refused."""

import io
import itertools
import random
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from docx.shared import Pt

from pipeline.diagnostics import Diagnostic
from pipeline.errors import ManuscriptError
from pipeline.readers.docx.document import Imported, read_docx
from tests.command import run
from tests.sample import png
from tests.word import W, added, blank, bytes_of, document_xml, minimal, raw, replaced, told

PNG = png(1, 1)
Change = Callable[[dict[str, bytes]], dict[str, bytes]]
RELATIONS = "word/_rels/document.xml.rels"
TYPES = "[Content_Types].xml"
NOTE = (
    f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2"><w:p><w:r><w:t>注です。</w:t></w:r></w:p>'
    "</w:footnote></w:footnotes>"
)


def taken(data: bytes) -> tuple[Imported, list[Diagnostic]]:
    """A document as imported, and what was told about it."""
    found: list[Diagnostic] = []
    return read_docx(data, "a.docx", "01", found.append), found


def full() -> bytes:
    """A document with a heading, a list, a table, a picture, a link, a comment and a note."""
    document = blank()
    document.add_heading("章", 1)
    paragraph = document.add_paragraph("本文です。", style="List Number")
    paragraph.add_run("太字").bold = True
    document.add_comment(paragraph.runs, "直す", author="A")
    document.add_picture(io.BytesIO(PNG), Pt(10))
    document.add_table(2, 2).cell(0, 0).text = "ます"
    document.sections[0].header.paragraphs[0].text = "柱"
    raw(paragraph, '<w:r><w:footnoteReference w:id="2"/></w:r>')
    return added(bytes_of(document), "footnotes", NOTE.encode())


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A package of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_macros(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The content type of a .docm."""
    plain = b"openxmlformats-officedocument.wordprocessingml.document.main"
    macros = parts[TYPES].replace(b"vnd." + plain, b"vnd.ms-word.document.macroEnabled.main")
    assert macros != parts[TYPES]
    return {**parts, TYPES: macros}


def strict(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Every namespace and relationship of ISO/IEC 29500-1; one stands in the text too."""
    name = re.compile(rb"http://schemas\.openxmlformats\.org/(\w+)/2006/(?!content-types|metadata)")
    made = {
        part: name.sub(rb"http://purl.oclc.org/ooxml/\1/", content) if b"<" in content else content
        for part, content in parts.items()
        if part != TYPES
    }
    for part in made:
        made[part] = made[part].replace(
            b"http://purl.oclc.org/ooxml/package/",
            b"http://schemas.openxmlformats.org/package/2006/",
        )
    return {**made, TYPES: parts[TYPES]}


def of_windows(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Names written with backslashes."""
    return {part.replace("/", "\\"): content for part, content in parts.items()}


def without_types(parts: dict[str, bytes]) -> dict[str, bytes]:
    """No list of content types."""
    return {part: content for part, content in parts.items() if part != TYPES}


def without_theme(parts: dict[str, bytes]) -> dict[str, bytes]:
    """A theme that the document names and the package lacks."""
    kept = {part: content for part, content in parts.items() if "theme" not in part}
    assert len(kept) < len(parts)
    return kept


def in_utf16(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The document in the other encoding that XML asks of every reader."""
    text = re.sub(r"<\?xml.*?\?>", "", parts["word/document.xml"].decode())
    return {**parts, "word/document.xml": text.encode("utf-16")}


@pytest.mark.parametrize(
    "odd", [with_macros, strict, of_windows, without_types, without_theme, in_utf16]
)
def test_an_odd_package_reads_as_the_plain_one(odd: Change) -> None:
    """What other programs write otherwise, or leave out, makes no difference to the import."""
    data = full()
    plain, told = taken(data)
    other, told_too = taken(packed(odd(parts_of(data))))

    assert "注です。" in plain.markdown
    assert (other, told_too) == (plain, told)


def test_a_name_of_the_strict_form_in_the_text_stays() -> None:
    """Only tags are turned into the transitional form."""
    text = '="http://purl.oclc.org/ooxml/wordprocessingml/main"'
    document = document_xml(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
    strict_one = document.replace(W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    made, _ = taken(minimal(strict_one))

    assert made.markdown == text + "\n"


def test_styles_and_lists_may_be_missing() -> None:
    """A document without these parts keeps every word."""
    parts = parts_of(full())
    del parts["word/styles.xml"], parts["word/numbering.xml"], parts["word/comments.xml"]
    made, _ = taken(packed(parts))

    assert "本文です。**太字**" in made.markdown


@pytest.mark.parametrize("part", ["styles", "numbering", "comments", "document"])
def test_a_part_that_holds_something_else_is_refused(part: str) -> None:
    """A part by that name whose root is another element: one message that names it."""
    data = replaced(full(), {f"word/{part}.xml": f'<w:p xmlns:w="{W}"/>'.encode()})

    with pytest.raises(ManuscriptError, match=f"word/{part}.xml"):
        taken(data)


def test_a_broken_part_is_named() -> None:
    """Of many parts the one that cannot be read; one that is not read disturbs nobody."""
    broken = {"word/footnotes.xml": b"<w:footnotes", "customXml/item1.xml": b"<"}
    with pytest.raises(ManuscriptError, match=r"M106 .*word/footnotes\.xml"):
        taken(replaced(full(), broken))


def test_a_part_of_two_kinds_is_read_as_the_first() -> None:
    """A relationship that calls the document or a list of relationships a picture is no picture."""
    for target in (b"document.xml", b"_rels/document.xml.rels", b"../[Content_Types].xml"):
        relations = parts_of(full())[RELATIONS].replace(b"media/image1.png", target)
        made, found = taken(replaced(full(), {RELATIONS: relations}))

        assert made.pictures == {}
        assert "文書の外にある画像" in [told(d)[0] for d in found]


def bomb() -> bytes:
    """A package whose document unpacks to more than any manuscript."""
    out = io.BytesIO(minimal(b""))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        for number in range(9):
            archive.writestr(f"word/{number}.xml", bytes(50 * 1024**2), compresslevel=1)
    return out.getvalue()


ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd"><!ENTITY l "ha">]>'
UNREACHABLE = "http://192.0.2.1/x.dtd"  # RFC 5737: an address that is nobody's
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 20}">' for old, new in itertools.pairwise("abcdefgh"))
    + "]>"
)
BAD = {
    "no zip": b"just text",
    "cut short": bytes_of(blank())[:900],
    "old or protected": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "empty": b"",
    "no document": replaced(minimal(b"<x/>"), {"_rels/.rels": b"<Relationships/>"}),
    "broken XML": minimal(b"<w:document"),
    "no body": minimal(f'<w:document xmlns:w="{W}"/>'.encode()),
    "a type of document": minimal(document_xml("", f'<!DOCTYPE x SYSTEM "{UNREACHABLE}">')),
    "entities in an attribute": minimal(document_xml('<w:p w:rsidR="&h;"/>', LAUGHS)),
    "no text": minimal(document_xml("<w:p/>")),
    "entity": minimal(document_xml("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>", ENTITY)),
    "too deep": minimal(document_xml("<w:sdt>" * 5000 + "</w:sdt>" * 5000)),
}


@pytest.mark.parametrize("data", BAD.values(), ids=BAD)
def test_a_file_that_is_no_document_is_refused(tmp_path: Path, data: bytes) -> None:
    """Exit status 1, one message with the file's name, and nothing written."""
    (tmp_path / "a.docx").write_bytes(data)
    done = run("import", tmp_path / "a.docx", "-o", tmp_path / "book")

    assert done.returncode == 1
    assert "a.docx" in done.stderr
    assert not (tmp_path / "book").exists()


def test_a_bomb_is_not_unpacked() -> None:
    """The sizes that the directory declares are judged before a byte is unpacked."""
    with pytest.raises(ManuscriptError, match=r"M109 .*too large"):
        read_docx(bomb(), "a.docx", "01", list[Diagnostic]().append)


def test_targets_outside_of_the_package_are_never_read() -> None:
    """A picture whose part climbs out of the package is one that is not there."""
    document = blank()
    document.add_paragraph("本文")
    document.add_picture(io.BytesIO(PNG), Pt(10))
    data = bytes_of(document)
    path = "word/_rels/document.xml.rels"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        relations = archive.read(path).replace(b"media/image1.png", b"../../../etc/passwd")
    imported, found = taken(replaced(data, {path: relations}))

    assert imported.pictures == {}
    assert [(d.row.code, told(d)[0]) for d in found] == [("M101", "文書の外にある画像")]


VALUE_OR_TAG = re.compile(rb'"[^"<>]*"|<[^<>]*>')
JUNK = [b'""', b'"zz"', b'"-1"', b'"99999999999999999999"', b'"&quot;]"', b"", b"<w:p>", b"<w:x/>"]


def damaged(data: bytes, seed: int) -> bytes:
    """A document with up to three values or tags of its parts made into other ones."""
    chance, parts = random.Random(seed), parts_of(data)
    for _ in range(chance.randint(1, 3)):
        part = chance.choice([part for part in parts if part.endswith((".xml", ".rels"))])
        if hits := list(VALUE_OR_TAG.finditer(parts[part])):
            hit = chance.choice(hits)
            before, after = parts[part][: hit.start()], parts[part][hit.end() :]
            parts[part] = before + chance.choice(JUNK) + after
    return packed(parts)


def test_no_damage_ends_in_a_traceback() -> None:
    """Whatever is broken inside, the document is imported, or refused with its name."""
    data, refused = full(), []
    for seed in range(100):
        try:
            made, _ = taken(damaged(data, seed))
        except ManuscriptError as error:
            refused.append(str(error))
        else:
            assert made.markdown.strip()

    assert 0 < len(refused) < 100
    assert [message for message in refused if not message.startswith("a.docx: M10")] == []
