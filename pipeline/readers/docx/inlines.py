"""Turn what stands in a paragraph of a Word document into Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from docx.opc.part import XmlPart
from docx.oxml.text.hyperlink import CT_Hyperlink
from docx.oxml.text.run import CT_R
from docx.parts.story import StoryPart
from docx.text.font import Font
from docx.text.hyperlink import Hyperlink

from pipeline.readers.docx.elements import (
    Element,
    alternative,
    attribute,
    child,
    children,
    descendants,
    name,
    said,
    value,
    words,
)
from pipeline.readers.docx.missed import Missed
from pipeline.readers.docx.pictures import Pictures, drawn
from pipeline.readers.docx.spans import BREAK, Span, join
from pipeline.readers.docx.styles import Styles
from pipeline.readers.escaping import escape
from pipeline.readers.links import SCHEMES
from pipeline.readers.rules import KANA

Tell = Callable[[Missed, str], None]
READING = re.compile(rf"{KANA}+")
RUBY_BASE = re.compile(r"[^{}|\n]+")
HYPERLINK = re.compile(r'\s*HYPERLINK\s+"([^"]+)"')
# ISO/IEC 29500-1, 17: what holds runs and says nothing itself.
TRANSPARENT = frozenset((
    "w:ins", "w:moveTo", "w:smartTag", "w:sdt", "w:sdtContent", "w:customXml", "w:dir", "w:bdo",
    "w:fldSimple",
))  # fmt: skip
# What says nothing a reader would read.
SILENT = frozenset((
    "", "w:pPr", "w:rPr", "w:sdtPr", "w:sdtEndPr", "w:smartTagPr", "w:customXmlPr", "w:proofErr",
    "w:bookmarkStart", "w:bookmarkEnd", "w:permStart", "w:permEnd", "w:commentRangeStart",
    "w:commentRangeEnd", "w:moveFromRangeStart", "w:moveFromRangeEnd", "w:moveToRangeStart",
    "w:moveToRangeEnd", "w:lastRenderedPageBreak", "w:footnoteRef", "w:endnoteRef",
    "w:annotationRef", "w:separator", "w:continuationSeparator", "w:softHyphen", "w:pgNum",
    "w:customXmlInsRangeStart", "w:customXmlInsRangeEnd",
))  # fmt: skip


@dataclass
class Part:
    """A part of the document that holds text, and what its paragraphs refer to.

    ``anchors``: the bookmarks that headings carry, with the headings' ids. ``call`` gives a
    note's label, or an empty string for a note that says nothing. ``comments`` are their words
    by id.
    """

    story: StoryPart
    styles: Styles
    pictures: Pictures
    anchors: Mapping[str, str]
    comments: Mapping[str, str]
    call: Callable[[str, str], str]
    tell: Tell


@dataclass
class Field:
    """A field begun by ``w:fldChar``: its instruction, and where its result starts."""

    instruction: str = ""
    result: int = -1


@dataclass
class Line:
    """What one paragraph says so far; ``boxes`` are the text boxes that hang on it."""

    spans: list[Span] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)

    @property
    def markdown(self) -> str:
        return join(self.spans).strip(" \t" + BREAK)


def read_line(paragraph: Element, part: Part) -> Line:
    """A paragraph's content as Markdown, its text boxes aside."""
    line = Line()
    _content(paragraph, line, part)
    return line


def _content(items: Iterable[Element], line: Line, part: Part) -> None:
    for item in items:
        match item:
            case CT_R():
                _run(item, line, part)
            case CT_Hyperlink():
                _hyperlink(item, line, part)
            case _:
                _other(item, line, part)


def _other(item: Element, line: Line, part: Part) -> None:
    """What python-docx has no object for."""
    match name(item):
        case "w:del" | "w:moveFrom":
            _left_out(Missed.DELETED, item, part)
        case "m:oMath" | "m:oMathPara":
            part.tell(Missed.EQUATION, words(item))
            line.spans.append(Span(escape(words(item))))
        case "mc:AlternateContent":
            _content(alternative(item), line, part)
        case known if known in TRANSPARENT:
            _content(item, line, part)
        case known if known not in SILENT and words(item):
            part.tell(Missed.UNKNOWN, words(item))
            line.spans.append(Span(escape(words(item))))


def _left_out(missed: Missed, element: Element, part: Part) -> None:
    if text := words(element):
        part.tell(missed, text)


def _hyperlink(element: CT_Hyperlink, line: Line, part: Part) -> None:
    inner = Line()
    _content(element, inner, part)
    link = Hyperlink(element, part.story)
    target = str(said(link, "url") or "")
    if not target and link.fragment in part.anchors:
        target = f"#{part.anchors[link.fragment]}"
    line.boxes += inner.boxes
    line.spans.extend(_linked(inner.spans, target, part))


def _linked(spans: list[Span], target: str, part: Part) -> list[Span]:
    """Spans as a link, or as they are where the target is of no use to readers."""
    text = join(spans).strip()
    if not text or text.startswith("!["):
        return spans
    scheme, colon, _ = target.partition(":")
    if not target.startswith("#") and not (colon and scheme.lower() in SCHEMES):
        part.tell(Missed.LINK, text)
        return spans
    address = re.sub(r"[\s<>()\\|]", lambda sign: f"%{ord(sign[0]):02X}", target)
    return [Span(f"[{text.replace(BREAK, ' ')}]({address})")]


def _run(run: CT_R, line: Line, part: Part) -> None:
    says = part.styles.font_says
    if says(run, "hidden"):
        _left_out(Missed.HIDDEN, run, part)
        return
    # 傍点 is how Japanese emphasises where Latin type is italic.
    bold, italic = says(run, "bold"), says(run, "italic") or part.styles.marks_emphasis(run)
    _tell_looks(run, part)
    here = Line(boxes=line.boxes, fields=line.fields)
    for item in run:
        _run_item(item, here, line, part)
    for span in here.spans:  # a picture or the call of a note has no emphasis
        plain = span.markdown.startswith(("![", "[^"))
        line.spans.append(span if plain else Span(span.markdown, bold, italic))


def _tell_looks(run: CT_R, part: Part) -> None:
    """Tell what the look of a run may say and Markdown has no mark for."""
    text = "".join(map(str, children(run, "w:t")))
    if run.rPr is None or not text.strip():
        return
    if any(part.styles.font_says(run, look) for look in ("strike", "double_strike")):
        part.tell(Missed.STRUCK, text)
    # By the run itself: a style raises the calls of notes and underlines every link.
    font = Font(run)
    shifted = value(child(run.rPr, "w:position")) not in ("", "0")  # LibreOffice's way
    if shifted or said(font, "superscript") or said(font, "subscript"):
        part.tell(Missed.RAISED, text)
    if said(font, "underline"):
        part.tell(Missed.UNDERLINED, text)


def _run_item(item: Element, here: Line, line: Line, part: Part) -> None:
    """One element of a run; ``here`` are the run's spans, ``line`` those before it."""
    match name(item):
        case "w:fldChar":
            _field(attribute(item, "w:fldCharType"), here, line, part)
        case "w:instrText":
            if line.fields:
                line.fields[-1].instruction += item.text or ""
        case "w:t" | "w:tab" | "w:ptab" | "w:br" | "w:cr" | "w:noBreakHyphen" as kind:
            here.spans.append(Span(escape(_characters(item, kind))))
        case "w:delText":
            part.tell(Missed.DELETED, item.text or "")
        case _:
            _object(item, here, part)


def _characters(item: Element, kind: str) -> str:
    """What python-docx takes for the text of an element; a line end alone breaks the line."""
    text = str(item)
    return BREAK if text and kind in ("w:br", "w:cr") else re.sub(r"[\t\r\n]", " ", text)


def _field(kind: str, here: Line, line: Line, part: Part) -> None:
    """A field's begin, separator or end; the result of a HYPERLINK field becomes a link."""
    line.spans += here.spans
    here.spans.clear()
    if kind == "begin":
        line.fields.append(Field())
    elif kind == "separate" and line.fields:
        line.fields[-1].result = len(line.spans)
    elif kind == "end" and line.fields:
        ended = line.fields.pop()
        hit = HYPERLINK.match(ended.instruction)
        if hit and ended.result >= 0:
            line.spans[ended.result :] = _linked(line.spans[ended.result :], hit[1], part)


def _object(item: Element, here: Line, part: Part) -> None:
    """What is no character: ruby, calls of notes, drawings."""
    match name(item):
        case "w:ruby":
            here.spans.append(Span(_ruby(item, part)))
        case "w:footnoteReference" | "w:endnoteReference" as kind:
            label = part.call(kind.removeprefix("w:").removesuffix("Reference"), _id(item))
            here.spans.append(Span(f"[^{label}]" if label else ""))
        case "w:commentReference":
            part.tell(Missed.COMMENT, part.comments.get(_id(item), ""))
        case "w:sym":
            part.tell(Missed.SYMBOL, f"{attribute(item, 'w:font')} {attribute(item, 'w:char')}")
        case "w:drawing" | "w:pict" | "w:object" as kind:
            _drawing(item, kind, here, part)
        case "mc:AlternateContent":
            _objects(alternative(item), here, part)
        case known if known not in SILENT and words(item):
            part.tell(Missed.UNKNOWN, words(item))
            here.spans.append(Span(escape(words(item))))


def _objects(items: Iterable[Element], here: Line, part: Part) -> None:
    for item in items:
        _object(item, here, part)


def _id(element: Element) -> str:
    return attribute(element, "w:id")


def _ruby(ruby: Element, part: Part) -> str:
    """``w:ruby`` as ``{base|reading}``; a reading that is no kana stands in brackets behind."""
    base = "".join(words(e) for e in children(ruby, "w:rubyBase"))
    reading = "".join(words(e) for e in children(ruby, "w:rt")).strip()
    if not reading or not base.strip():
        return escape(base + reading)
    if READING.fullmatch(reading) and RUBY_BASE.fullmatch(base):
        return f"{{{base}|{reading}}}"
    part.tell(Missed.RUBY, f"{base} {reading}")
    return escape(f"{base}（{reading}）")


def _drawing(item: Element, kind: str, here: Line, part: Part) -> None:
    boxes = [box for box in descendants(item, "w:txbxContent") if not _inside_box(box, item)]
    here.boxes += boxes
    if kind == "w:object":  # its picture shows what a program would
        part.tell(Missed.OBJECT, _title(item))
        return
    pictures = list(drawn(item, part.story, part.pictures))
    for picture in pictures:
        here.spans.append(Span(picture.markdown))
        if picture.missed:
            part.tell(picture.missed, picture.words)
    if not pictures and not boxes:
        part.tell(_kind(item), _diagram_words(item, part) or _title(item))


def _inside_box(box: Element, drawing: Element) -> bool:
    """Whether a text box stands in another one, or in the older of two forms of one drawing."""
    for around in box.iterancestors():
        if around is drawing:
            return False
        if name(around) in ("w:txbxContent", "mc:Fallback"):
            return True
    return False


def _kind(drawing: Element) -> Missed:
    if next(descendants(drawing, "dgm:relIds"), None) is not None:
        return Missed.SMARTART
    return Missed.CHART if next(descendants(drawing, "c:chart"), None) is not None else Missed.SHAPE


def _diagram_words(drawing: Element, part: Part) -> str:
    """The words of a SmartArt's data or a chart, which stand in a part of their own."""
    for reference in descendants(drawing, "dgm:relIds", "c:chart"):
        id = attribute(reference, "r:dm") or attribute(reference, "r:id")
        data = part.story.related_parts.get(id)
        if isinstance(data, XmlPart):
            return " ".join(t.text or "" for t in descendants(data.element, "a:t"))
    return ""


def _title(drawing: Element) -> str:
    found = next(descendants(drawing, "wp:docPr", "v:shape", "v:rect", "o:OLEObject"), None)
    if found is None:
        return ""
    keys = ("descr", "alt", "title", "name", "ProgID", "id")
    return next(filter(None, (attribute(found, key) for key in keys)), "")
