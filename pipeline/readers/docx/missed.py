"""What an import cannot take over as it was: a row each kind, a finding each case."""

from __future__ import annotations

from enum import Enum

from pipeline.diagnostics import Both, Code, Diagnostic, diagnostic
from pipeline.document import Pos

MAX_WORDS = 30  # characters shown of what was there


class Missed(Enum):
    """A kind of thing in Japanese and English, and what becomes of it."""

    # Left out of the manuscript.
    COMMENT = "コメント", "a comment", Code.IMPORT_LEFT_OUT
    DELETED = "変更履歴で削除した文字", "a tracked deletion", Code.IMPORT_LEFT_OUT
    HIDDEN = "隠し文字", "hidden text", Code.IMPORT_LEFT_OUT
    SMARTART = "図表（スマートアート）", "SmartArt", Code.IMPORT_LEFT_OUT
    CHART = "グラフ", "a chart", Code.IMPORT_LEFT_OUT
    SHAPE = "図形", "a drawn shape", Code.IMPORT_LEFT_OUT
    OBJECT = "埋め込まれたもの", "an embedded object", Code.IMPORT_LEFT_OUT
    IMAGE_FORMAT = "知らない形式の画像", "an image of an unknown type", Code.IMPORT_LEFT_OUT
    IMAGE_ELSEWHERE = "文書の外にある画像", "an image outside the document", Code.IMPORT_LEFT_OUT
    EMBEDDED_TEXT = "埋め込まれた文書", "an embedded document", Code.IMPORT_LEFT_OUT
    HEADER = "ヘッダーかフッター", "a header or footer", Code.IMPORT_LEFT_OUT
    CONTENTS = "目次（作り直します）", "the contents list (made anew)", Code.IMPORT_LEFT_OUT
    SYMBOL = "記号用フォントの文字", "a character of a symbol font", Code.IMPORT_LEFT_OUT
    # Taken as plain text.
    TEXT_BOX = "テキストボックス", "a text box", Code.IMPORT_FORM_LOST
    EQUATION = "数式", "an equation", Code.IMPORT_FORM_LOST
    MERGED = "結合したセル", "a merged cell", Code.IMPORT_FORM_LOST
    INNER_TABLE = "表の中の表", "a table in a table", Code.IMPORT_FORM_LOST
    INNER_LIST = "表の中の箇条書き", "a list in a table", Code.IMPORT_FORM_LOST
    FRAME = "囲みに使った 1 ますの表", "a table of one cell", Code.IMPORT_FORM_LOST
    NUMBER_FORMAT = "算用数字でない番号", "numbering not in digits", Code.IMPORT_FORM_LOST
    HEADING_NUMBER = "見出しの自動番号", "automatic numbers of headings", Code.IMPORT_FORM_LOST
    STRUCK = "取り消し線の文字", "struck-out text", Code.IMPORT_FORM_LOST
    RAISED = "上付きか下付きの文字", "raised or lowered text", Code.IMPORT_FORM_LOST
    UNDERLINED = "下線の文字", "underlined text", Code.IMPORT_FORM_LOST
    RUBY = "かなでないルビ", "ruby that is not kana", Code.IMPORT_FORM_LOST
    LINK = "行き先を使えないリンク", "a link that leads nowhere usable", Code.IMPORT_FORM_LOST
    UNKNOWN = "知らない要素", "an unknown element", Code.IMPORT_FORM_LOST
    # Taken, and waiting for the author.
    NO_ALT = "画像", "an image", Code.IMPORT_NO_ALT

    def finding(self, file: str, paragraph: int, words: str) -> Diagnostic:
        """The finding about one case; its line is the paragraph's number, from 1."""
        ja, en, code = self.value
        shown = " ".join(words.split())
        shown = shown if len(shown) <= MAX_WORDS else shown[: MAX_WORDS - 1] + "…"
        what = Both(f"{ja}「{shown}」", f"{en} {shown!r}") if shown else Both(ja, en)
        return diagnostic(code, Pos(file, paragraph, 1), place=paragraph, what=what)
