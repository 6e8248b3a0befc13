"""Say in the reader's language why a file could not be read or written."""

from __future__ import annotations

import errno
import lzma
import re
import struct
import tomllib
import zipfile
import zlib

from pipeline.diagnostics import Both

# What people meet; any other reason is told in the system's words.
JAPANESE = {
    errno.ENOENT: "ありません",
    errno.EACCES: "許可がありません",
    errno.EPERM: "許可がありません",
    errno.EISDIR: "フォルダーです",
    errno.ENOTDIR: "途中がフォルダーではありません",
    errno.EEXIST: "すでにあります",
    errno.ENOTEMPTY: "空でないフォルダーです",
    errno.ENOSPC: "空き容量がありません",
    errno.EDQUOT: "割り当てられた容量を使い切りました",
    errno.EROFS: "書き込めない場所です",
    errno.ENAMETOOLONG: "名前が長すぎます",
    errno.EFBIG: "大きすぎます",
    errno.EIO: "装置の誤りです",
    errno.EMFILE: "開いているファイルが多すぎます",
    errno.ELOOP: "リンクがめぐっています",
}
# What tomllib's messages begin with; {} is what they quote after it.
TOML_JAPANESE = {
    "Invalid statement": "設定の行の形になっていません",
    "Invalid value": '値の書き方が違います（文字列は " で囲みます）',
    "Invalid initial character for a key": "名前に使えない文字で始まっています",
    "Expected '=' after a key": "名前のあとに = がありません",
    "Expected newline or end of document": "値のあとに余分な文字があります",
    "Expected ']": "表の見出しが ] で閉じていません",
    "Expected '\"": '文字列が " で閉じていません',
    "Expected \"'": "文字列が ' で閉じていません",
    "Unterminated string": '文字列が " で閉じていません',
    "Unclosed array": "並びが ] で閉じていません",
    "Unclosed inline table": "{ が } で閉じていません",
    "Unescaped '\\'": "\\ の使い方が違います（\\ そのものは \\\\ と書きます）",
    "Invalid hex value": "\\u のあとの符号が違います",
    "Escaped character is not": "\\u のあとの符号が違います",
    r"Illegal character '\n'": "文字列が行の終わりまでに閉じていません",
    "Illegal character": "使えない文字 {} があります",
    "Found invalid character": "使えない文字 {} があります",
    "Invalid date or datetime": "日付の書き方が違います",
    "Cannot overwrite a value": "同じ名前が二度あります",
    "Cannot declare": "同じ表 {} が二度あります",
    "Duplicate inline table key": "同じ名前 {} が二度あります",
    "Cannot mutate immutable": "すでに値のある {} に書き加えています",
    "Cannot redefine": "すでに値のある {} に書き加えています",
}
# What zipfile raises where an archive has bytes missing or changed, an entry is locked or packed in
# a way it does not know, or is not there.
DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, KeyError, EOFError, OSError,
    OverflowError, RuntimeError, ValueError,
)  # fmt: skip
EMPTY = Both("中身がありません", "it is empty")


def reason(error: OSError) -> Both:
    """Why an operation on a file failed."""
    said = error.strerror or str(error)
    return Both(JAPANESE.get(error.errno or 0, said), said)


def toml_reason(error: tomllib.TOMLDecodeError) -> Both:
    """Why a text is no TOML; its place is told elsewhere."""
    said = re.sub(r" \(at .*\)$", "", str(error))
    for start, japanese in TOML_JAPANESE.items():
        if said.startswith(start):
            names = re.findall(r"'([^']+)'", said.removeprefix(start))
            return Both(japanese.replace("{}", ".".join(names)), said)
    return Both(said, said)


def damage(error: Exception) -> Both:
    """Why an archive, or a file in it, does not come out whole."""
    said = str(error) or type(error).__name__
    if isinstance(error, OSError) and error.errno:
        return reason(error)
    if isinstance(error, zipfile.BadZipFile) and "not a zip file" in said:
        return Both("ZIP の形ではありません", said)
    if isinstance(error, RuntimeError):  # zipfile: encrypted, or compressed in an unknown way
        return Both("暗号化されているか、知らない方法で圧縮されています", said)
    return Both("中身が欠けているか、変わっています", said)


def too_large(size: int) -> Both:
    """A file of so many bytes is refused unread."""
    return Both(f"{size} バイトもあります", f"{size} bytes")
