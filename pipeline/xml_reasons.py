"""Say in the reader's language why a file is no XML."""

from __future__ import annotations

from lxml import etree

from pipeline.diagnostics import Both

ERRORS = etree.ErrorTypes
# What hands and broken downloads do to XML; libxml2's numbers for it.
JAPANESE: dict[int, str] = {
    ERRORS.ERR_DOCUMENT_EMPTY: "中身がありません",
    ERRORS.ERR_DOCUMENT_END: "終わりのあとに余分なものがあります",
    ERRORS.ERR_TAG_NOT_FINISHED: "途中で切れています",
    ERRORS.ERR_TAG_NAME_MISMATCH: "始めのタグと終わりのタグが合いません",
    ERRORS.ERR_GT_REQUIRED: "タグが > で閉じていません",
    ERRORS.ERR_LTSLASH_REQUIRED: "終わりのタグがありません",
    ERRORS.ERR_NAME_REQUIRED: "< か & のあとに名前がありません",
    ERRORS.ERR_ENTITYREF_SEMICOL_MISSING: "& で始まるものが ; で終わっていません",
    ERRORS.ERR_UNDECLARED_ENTITY: "決められていない実体参照（& で始まる名前）があります",
    ERRORS.WAR_UNDECLARED_ENTITY: "決められていない実体参照（& で始まる名前）があります",
    ERRORS.ERR_INVALID_CHAR: "使えない文字があります",
    ERRORS.ERR_INVALID_ENCODING: "文字コードが合いません",
    ERRORS.ERR_ATTRIBUTE_NOT_STARTED: "属性の値が引用符で囲まれていません",
    ERRORS.ERR_ATTRIBUTE_NOT_FINISHED: "属性の値が引用符で閉じていません",
    ERRORS.ERR_ATTRIBUTE_WITHOUT_VALUE: "属性に値がありません",
    ERRORS.ERR_ATTRIBUTE_REDEFINED: "同じ属性が二度あります",
    ERRORS.NS_ERR_UNDEFINED_NAMESPACE: "決められていない名前空間の接頭辞があります",
}


def xml_reason(error: BaseException | None) -> Both:
    """Why a parser refused what it was given; libxml2's own words where there are no better."""
    if not isinstance(error, etree.XMLSyntaxError):
        return Both("XML ではありません", str(error))
    return Both(JAPANESE.get(error.code, error.msg), error.msg)
