"""Say in the reader's language why the system refused a file."""

from __future__ import annotations

import errno

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


def reason(error: OSError) -> Both:
    """Why an operation on a file failed."""
    said = error.strerror or str(error)
    return Both(JAPANESE.get(error.errno or 0, said), said)
