"""Findings about a manuscript or a published book: one table of codes, one line a finding.

A code is never used for anything else once published; a wording may change.
Families: C configuration, M manuscript, N normalising, B braille, E EPUB, D DAISY, S speech,
V published files.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import NamedTuple

from pipeline.document import Pos


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Row(NamedTuple):
    """A code with its severity, its wording and its remedy, in Japanese and English."""

    code: str
    severity: Severity
    ja: str
    en: str
    hint_ja: str
    hint_en: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding at a place; ``fields`` fill the wording's braces.

    ``strict``: a warning is an error, as who asked for it wants.
    """

    code: Code
    pos: Pos
    fields: tuple[tuple[str, object], ...] = ()
    strict: bool = False

    @property
    def row(self) -> Row:
        """The finding's row of the table."""
        return Row(*self.code.value)

    @property
    def severity(self) -> Severity:
        raised = self.strict and self.row.severity is Severity.WARNING
        return Severity.ERROR if raised else self.row.severity

    def message(self, lang: str) -> str:
        """The wording with its fields filled in, in ``ja`` or ``en``."""
        row = self.row
        return (row.ja if lang == "ja" else row.en).format(**dict(self.fields))

    def hint(self, lang: str) -> str:
        """What to do about it, in ``ja`` or ``en``."""
        row = self.row
        return (row.hint_ja if lang == "ja" else row.hint_en).format(**dict(self.fields))

    def line(self, lang: str) -> str:
        """``file:line:column: CODE severity: wording (hint)``, for a terminal or a log."""
        severity = {"error": "エラー", "warning": "警告", "info": "情報"} if lang == "ja" else {}
        word = severity.get(self.severity.value, self.severity.value)
        hint = self.hint(lang)
        tail = f"\n    → {hint}" if hint else ""
        return f"{self.pos}: {self.row.code} {word}: {self.message(lang)}{tail}"


def diagnostic(code: Code, pos: Pos, /, **fields: object) -> Diagnostic:
    """A finding of kind ``code`` at ``pos``."""
    return Diagnostic(code, pos, tuple(fields.items()))


ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


class Code(Enum):
    """Every finding Mimiyubi can make."""

    # C: configuration
    UNKNOWN_KEY = Row(
        "C001",
        ERROR,
        "{key!r} という設定はありません",
        "there is no setting {key!r}",
        "書ける項目: {choices}",
        "known settings: {choices}",
    )
    WRONG_TYPE = Row(
        "C002",
        ERROR,
        "{key!r} の値は{expected}です（書かれている値: {got}）",
        "{key!r} takes {expected} (got {got})",
        "値を直してください",
        "correct the value",
    )
    MISSING_TITLE = Row(
        "C003",
        ERROR,
        "本の題名 title がありません",
        "the book has no title",
        'book.toml に title = "題名" と書いてください',
        'write title = "…" in book.toml',
    )
    BAD_TOML = Row(
        "C004",
        ERROR,
        "TOML として読めません: {reason}",
        "not valid TOML: {reason}",
        "この行の書き方を直してください",
        "mend this line",
    )
    UNUSED_IGNORE = Row(
        "C005",
        WARNING,
        "{code} を脇に置く指示に、当たるものがありません",
        "nothing is set aside by this entry for {code}",
        "もう要らない指示なら消してください",
        "delete it if it is no longer needed",
    )
    IGNORE_WITHOUT_REASON = Row(
        "C006",
        ERROR,
        "{code} を脇に置く理由が書かれていません",
        "no reason is given for setting {code} aside",
        "reason に理由を書いてください",
        "write down the reason",
    )
    CANNOT_IGNORE = Row(
        "C007",
        ERROR,
        "「{code}」は脇に置けません（誤り、または知らない番号です）",
        "{code!r} cannot be set aside (it is an error, or no code at all)",
        "原稿を直すか、番号を確かめてください",
        "correct the manuscript, or the code",
    )
    PROFILE_LACKS = Row(
        "C101",
        WARNING,
        "{library}に出すには、{label}が要ります（{key}）",
        "{library_en} asks for {label_en} ({key})",
        "{place}に {example} と書き足してください。根拠: {source}",
        "write {example} {place_en}; source: {source}",
    )
    PROFILE_READINGS = Row(
        "C102",
        WARNING,
        "著者が {creators} 人で、著者の読みが {readings} 人分です",
        "{creators} creators and {readings} readings of creators",
        "creator_readings に、creators と同じ順で同じ数だけ書いてください",
        "give creator_readings one for each of creators, in their order",
    )
    PROFILE_KANA = Row(
        "C103",
        WARNING,
        "読み「{reading}」にカタカナでない字があります",
        "the reading {reading!r} has characters that are no katakana",
        "{key} は全角のカタカナで書いてください",
        "write {key} in full-width katakana",
    )
    PROFILE_NAME = Row(
        "C104",
        WARNING,
        "フォルダーの名「{name}」は、できるファイルの名に向きません",
        "the folder name {name!r} does not make good file names",
        "英小文字、数字、ハイフンで {limit} 字までの名に変えてください",
        "use at most {limit} small letters, digits and hyphens",
    )
    TERM_COLUMNS = Row(
        "C008",
        ERROR,
        "辞書の行は {expected} 列です（{got} 列あります）",
        "a dictionary row has {expected} columns (got {got})",
        "語、読み、点字仮名、根拠をタブで区切ってください（点字仮名と根拠は空でもかまいません）",
        "write surface, reading, braille and note, parted by tabs (the last two may be empty)",
    )
    TERM_EMPTY = Row(
        "C009",
        ERROR,
        "辞書の行の {column} が空です",
        "the {column} of this row is empty",
        "語と読みを書くか、この行を消してください",
        "fill it in, or delete the row",
    )
    TERM_NOT_KANA = Row(
        "C010",
        ERROR,
        "辞書の読みに英字があります: {reading}",
        "a reading is in kana, got {reading!r}",
        "読みはカタカナで書いてください",
        "write the reading in katakana",
    )
    TERM_TWICE = Row(
        "C011",
        ERROR,
        "「{word}」は {first} にもあります",
        "{word!r} already stands at {first}",
        "どちらかの行を消してください",
        "delete one of the rows",
    )
    UNREADABLE_DICTIONARY = Row(
        "C012",
        ERROR,
        "辞書を読めません（{reason}）",
        "the dictionary cannot be read ({reason})",
        "ファイルと権限を確かめてください",
        "check the file and its permissions",
    )
    # M: manuscript
    NOT_UTF8 = Row(
        "M001",
        ERROR,
        "UTF-8 ではありません（{byte} バイト目が 0x{value:02X}）",
        "not UTF-8 (byte {byte} is 0x{value:02X})",
        "文字コードを UTF-8 にして保存し直してください",
        "save the file as UTF-8",
    )
    CONTROL_CHARACTER = Row(
        "M002",
        ERROR,
        "使えない制御文字 U+{value:04X} があります",
        "control character U+{value:04X}",
        "この文字を消してください",
        "delete it",
    )
    RAW_HTML = Row(
        "M003",
        ERROR,
        "HTML タグ {tag} は出版されません",
        "raw HTML {tag} is not published",
        "Markdown で書き直してください（文字として出すときは \\< と書きます）",
        "write it in Markdown (or \\< for the character itself)",
    )
    SCRIPT = Row(
        "M004",
        ERROR,
        "スクリプト {tag} は使えません",
        "scripts ({tag}) are not allowed",
        "この部分を消してください",
        "delete it",
    )
    UNCLOSED_CONTAINER = Row(
        "M005",
        ERROR,
        "「::: {name}」が閉じられていません",
        "the container ::: {name} is not closed",
        "終わりに「:::」だけの行を書いてください（入れ子では外側のコロンを多くします）",
        "end it with a line of ::: (an outer container takes more colons)",
    )
    UNKNOWN_CONTAINER = Row(
        "M006",
        ERROR,
        "「::: {name}」という囲みはありません",
        "there is no container ::: {name}",
        "使えるもの: {known}",
        "known containers: {known}",
    )
    TOO_DEEP = Row(
        "M007",
        ERROR,
        "入れ子が深すぎます（{limit} 段まで）。ここから先は読めません",
        "nested too deeply (the limit is {limit}); what follows is not read",
        "箇条書きや引用の入れ子を浅くしてください",
        "nest lists and quotations less deeply",
    )
    EMPTY_UNIT = Row(
        "M008",
        ERROR,
        "単元に文がありません",
        "the unit is empty",
        "「# 見出し」と本文を書くか、ファイルを消してください",
        "write a heading (# …) and text, or delete the file",
    )
    NO_HEADING = Row(
        "M009",
        WARNING,
        "単元に見出しがないので、題名か「第〇単元」を見出しにしました",
        "the unit has no heading; the title or its number stands in",
        "最初の行に「# 見出し」を書いてください",
        "begin the file with a heading (# …)",
    )
    TEXT_BEFORE_HEADING = Row(
        "M010",
        WARNING,
        "最初の見出しの前に文があるので、題名か「第〇単元」を見出しにしました",
        "there is text before the first heading; the title or a number stands in as the unit's",
        "この上に「# 見出し」を書くか、文を見出しの下に移してください",
        "put a heading (# …) above it, or move it below the heading",
    )
    FIRST_HEADING = Row(
        "M011",
        WARNING,
        "単元の最初の見出しがレベル {level} です",
        "the unit's first heading is of level {level}",
        "単元は「# 見出し」で始めてください",
        "begin the unit with a heading of level 1 (# …)",
    )
    SKIPPED_LEVEL = Row(
        "M012",
        WARNING,
        "見出しのレベルが {previous} から {level} に飛んでいます",
        "the heading level jumps from {previous} to {level}",
        "間のレベルを使ってください",
        "use the level between",
    )
    EMPTY_HEADING = Row(
        "M013",
        ERROR,
        "見出しに文字がありません",
        "the heading has no words",
        "見出しの文を書くか、# を消してください",
        "write its words or delete the #",
    )
    BAD_ID = Row(
        "M014",
        ERROR,
        "{id!r} は id に使えません",
        "{id!r} cannot be an id",
        "半角の英字で始め、英数字・ハイフン・下線・ピリオドだけで書いてください",
        "begin with an ASCII letter; use only ASCII letters, digits, - _ and .",
    )
    REPEATED_ID = Row(
        "M015",
        ERROR,
        "id {id!r} は {first} でも使われています",
        "the id {id!r} is also given at {first}",
        "本の中で同じ id（ページ番号を含む）は一度だけにしてください",
        "give each id (and page number) once in the book",
    )
    DUPLICATE_UNIT = Row(
        "M016",
        ERROR,
        "単元の id {id!r} が {first} と同じになります",
        "the unit id {id!r} is also that of {first}",
        "どちらかのファイル名を変えてください",
        "rename one of the files",
    )
    UNIT_OUTSIDE = Row(
        "M017",
        ERROR,
        "{file} は本のフォルダーの外を指しているか、読めません",
        "{file} leads out of the book's folder or cannot be read",
        "ファイルを本のフォルダーに置いてください",
        "put the file itself into the book's folder",
    )
    NO_UNITS = Row(
        "M018",
        ERROR,
        "{folder} に原稿（*.md）がありません",
        "there is no manuscript (*.md) in {folder}",
        "01-….md のような名前で原稿を置いてください",
        "put files named like 01-….md there",
    )
    BAD_FRONT_MATTER = Row(
        "M019",
        ERROR,
        "前付けのこの行は「key: 値」の形ではありません: {line}",
        "this line of the front matter is not key: value: {line}",
        "title: 題名 のように書いてください",
        "write it like title: …",
    )
    UNKNOWN_ATTRIBUTE = Row(
        "M020",
        WARNING,
        "属性 {attribute} はここでは使われません",
        "the attribute {attribute} means nothing here",
        "消すか、綴りを直してください（lang=…、.verbatim、見出しの #id）",
        "delete it or mend its spelling (lang=…, .verbatim, #id on headings)",
    )
    BAD_LANGUAGE = Row(
        "M021",
        ERROR,
        "{lang!r} は言語タグではありません",
        "{lang!r} is not a language tag",
        "en、zh-Hant のような BCP 47 のタグを書いてください",
        "write a BCP 47 tag such as en or zh-Hant",
    )
    BAD_PAGE_NUMBER = Row(
        "M022",
        ERROR,
        "{number!r} はページ番号に使えません",
        "{number!r} cannot be a page number",
        "英数字とハイフンだけで {{page=12}} のように書いてください",
        "use letters, digits and hyphens, like {{page=12}}",
    )
    NO_READING = Row(
        "M023",
        WARNING,
        "{text} はルビの形ですが、読みがかなではありません",
        "{text} looks like ruby, but its reading is not kana",
        "{{漢字|かんじ}} のように書いてください",
        "write it like {{漢字|かんじ}}",
    )
    LEFTOVER_MARK = Row(
        "M024",
        WARNING,
        "{mark} が強調にならず、そのまま出ます",
        "{mark} marks no emphasis and is published as it is",
        "対になる {mark} を書くか、\\* としてください",
        "pair it, or write \\* for the character itself",
    )
    UNKNOWN_FOOTNOTE = Row(
        "M025",
        ERROR,
        "脚注 {label} の本文がありません",
        "there is no footnote {label}",
        "「[^{label}]: 本文」を書いてください",
        "write [^{label}]: …",
    )
    UNUSED_FOOTNOTE = Row(
        "M026",
        ERROR,
        "脚注 {label} はどこからも呼ばれておらず、出版されません",
        "footnote {label} is never called, so it would not be published",
        "本文に [^{label}] を書くか、脚注を消してください",
        "call it with [^{label}] or delete it",
    )
    REPEATED_FOOTNOTE = Row(
        "M027",
        ERROR,
        "脚注 {label} は {first} にもあります",
        "footnote {label} is also written at {first}",
        "どちらかの名前を変えてください",
        "rename one of them",
    )
    LONG_ROW = Row(
        "M028",
        ERROR,
        "この行にはセルが {cells} 個ありますが、見出し行は {columns} 列です",
        "the row has {cells} cells, the head of the table {columns}",
        "列の数を見出し行と合わせてください（文字の | は \\| と書きます）",
        "give it as many cells as the head has (write \\| for the character itself)",
    )
    LINK_TO_NOTHING = Row(
        "M029",
        ERROR,
        "リンク先 {target} はこの本にありません",
        "the link {target} leads to nothing in this book",
        "見出しの id（#…）か、この本の .md ファイルを書いてください",
        "name the id of a heading (#…) or a .md file of this book",
    )
    LINK_SCHEME = Row(
        "M030",
        ERROR,
        "{scheme}: へのリンクは使えません",
        "links to {scheme}: are not allowed",
        "使えるもの: {known}",
        "allowed: {known}",
    )
    NO_ALTERNATIVE_TEXT = Row(
        "M031",
        WARNING,
        "画像 {image} に代替テキストがありません",
        "the image {image} has no alternative text",
        "![説明]({image}) のように書くか、飾りなら {{.decoration}} を付けてください",
        "describe it, ![…]({image}), or mark an ornament with {{.decoration}}",
    )
    IMAGE_MISSING = Row(
        "M032",
        ERROR,
        "画像 {image} が見つかりません",
        "the image {image} is not there",
        "ファイルの名前と場所（本のフォルダーから）を確かめてください",
        "check its name and its place (from the book's folder)",
    )
    IMAGE_OUTSIDE = Row(
        "M033",
        ERROR,
        "画像 {image} は本のフォルダーの外にあります",
        "the image {image} lies outside of the book's folder",
        "本のフォルダーの images/ に置いてください",
        "put the file itself into the book's images/",
    )
    IMAGE_TYPE = Row(
        "M034",
        ERROR,
        "{image} は PNG、JPEG、GIF、SVG、WebP のどれでもありません",
        "{image} is no PNG, JPEG, GIF, SVG or WebP",
        "画像をこのどれかの形式で保存し直してください",
        "save the picture in one of these formats",
    )
    UNSAFE_SVG = Row(
        "M035",
        ERROR,
        "SVG 画像 {image} に使えないものがあります: {reason}",
        "the SVG image {image} holds what is not allowed: {reason}",
        "スクリプトと外部への参照のない SVG を書き出してください",
        "export an SVG without scripts and outside references",
    )
    UNUSED_TITLE = Row(
        "M036",
        WARNING,
        "前付けの title は使われず、見出し「{heading}」が出ます",
        "the front matter's title is not used, but the heading {heading!r}",
        "どちらかを消してください",
        "delete one of them",
    )
    DESCRIPTION_WITHOUT_PICTURE = Row(
        "M037",
        WARNING,
        "::: description の前に図がないか、その図にもう説明があります（中の文は本文にしました）",
        "::: description has no picture before it, or that one has a description; its text stays",
        "図を 1 つの段落にして、そのすぐ後に ::: description を 1 つだけ書いてください",
        "put one ::: description right after a picture that is a paragraph of its own",
    )
    IMPORT_LEFT_OUT = Row(
        "M101",
        WARNING,
        "{place} 段落目の{ja}「{words}」は取り込みませんでした",
        "paragraph {place}: {en} was left out: {words!r}",
        "要るものなら、原稿に文章で書き足してください",
        "write it into the manuscript if it is needed",
    )
    IMPORT_FORM_LOST = Row(
        "M102",
        WARNING,
        "{place} 段落目の{ja}「{words}」は、文字だけを取り込みました",
        "paragraph {place}: only the text was taken of {en}: {words!r}",
        "原稿のその場所を読み、書き方を整えてください",
        "read that place of the manuscript and mend it",
    )
    IMPORT_NO_ALT = Row(
        "M103",
        WARNING,
        "{place} 段落目の{ja} {words} に代替テキストがありません",
        "paragraph {place}: {en} {words} has no alternative text",
        "原稿の ![] の中に説明を書いてください",
        "write a description between the brackets of ![]",
    )
    # N: normalising
    GUESSED_READING = Row(
        "N001",
        WARNING,
        "「{word}」の読み「{reading}」は確かではありません（{ja}、確度 {confidence:.2f}）",
        "the reading {reading!r} of {word!r} is uncertain ({en}, confidence {confidence:.2f})",
        "terms.tsv に「{word}」の行を加えて読みを決めてください",
        "settle it with a row for {word!r} in terms.tsv",
    )
    GLOSS_MOVED = Row(
        "N002",
        INFO,
        "カタカナの「{reading}」が「{word}」より前にあるので、ここに（{word}）を添えました",
        "{reading!r} stands before {word!r}, so its gloss was put here",
        "このままでかまいません",
        "nothing needs doing",
    )
    GLOSS_DROPPED = Row(
        "N003",
        INFO,
        "「{word}」は同じ単元で説明済みなので、2 回目の（{word}）を省きました",
        "{word!r} has its gloss earlier in this unit; the second one was left out",
        "このままでかまいません",
        "nothing needs doing",
    )
    READING_DIFFERS = Row(
        "N004",
        WARNING,
        "「{word}」に書かれた読み「{written}」が、辞書の読み「{reading}」と違います",
        "the reading {written!r} written for {word!r} differs from the dictionary's {reading!r}",
        "どちらかにそろえるか、terms.tsv に「{word}」の行を加えてください",
        "use one of them, or settle it with a row for {word!r} in terms.tsv",
    )
    GLOSS_NOT_WANTED = Row(
        "N005",
        INFO,
        "この本の設定（[gloss]）により、原稿の（{word}）を省きました",
        "the gloss ({word}) was left out, as the book's [gloss] settings say",
        "このままでかまいません",
        "nothing needs doing",
    )
    # B: braille
    DOUBTFUL_READING = Row(
        "B001",
        INFO,
        "「{word}」の読み「{kana}」を確かめてください（{why}）",
        "check the reading {kana!r} of {word!r} ({why})",
        "違っていれば ルビか terms.tsv で読みを決めてください",
        "if it is wrong, settle it by ruby or in terms.tsv",
    )
    NAMED_CHARACTER = Row(
        "B002",
        INFO,
        "「{character}」(U+{number}) は点字にないので「{written}」と書きました",
        "{character!r} (U+{number}) has no cells and was written {written!r}",
        "ほかの書き方がよければ 原稿の文字を言葉に替えてください",
        "replace it by words in the manuscript if you want it otherwise",
    )
    UNKNOWN_CHARACTER = Row(
        "B003",
        WARNING,
        "「{character}」(U+{number}) は点字にも表にもないので「{written}」と書きました",
        "{character!r} (U+{number}) is in no table and was written {written!r}",
        "読みをルビで付けるか 言葉に書き替えてください",
        "give its reading by ruby or put it in words",
    )
    # D: DAISY
    PICTURE_LEFT_OUT = Row(
        "D001",
        WARNING,
        "絵「{image}」は {form} にない形式（{type}）なので、代わりの説明文だけを入れました",
        "the picture {image!r} ({type}) is unknown to {form}; its alternative text stands for it",
        "絵を見せたいときは PNG か JPEG にしてください",
        "make it PNG or JPEG to show it",
    )
    ARCHIVE_DIFFERS = Row(
        "D002",
        ERROR,
        "{target} が {folder} のものと違います",
        "{target} is not what stands in {folder}",
        "mimiyubi build で作り直してください",
        "run mimiyubi build again",
    )
    # S: speech
    UNSPEAKABLE = Row(
        "S001",
        WARNING,
        "声に出せません: {text}",
        "the voice cannot say this: {text}",
        "読みをルビか terms.tsv で示してください",
        "give a reading in ruby or terms.tsv",
    )
    # V: published files
    NO_CONFORMANCE_CLAIM = Row(
        "V099",
        INFO,
        "アクセシビリティの適合宣言がありません",
        "no conformance to EPUB Accessibility is claimed",
        "book.toml に publisher があり、すべての図に説明があれば、自動で入ります",
        "it is made where book.toml has a publisher and every picture its text",
    )
    CORRUPT_FILE = Row(
        "V001",
        ERROR,
        "ファイルが壊れていて読めません: {reason}",
        "the file cannot be read: {reason}",
        "本を作り直してください",
        "build the book again",
    )
    BROKEN_XML = Row(
        "V002",
        ERROR,
        "XML として読めません: {reason}",
        "not well-formed XML: {reason}",
        "このファイルを作り直してください",
        "make this file again",
    )
    WRONG_CONTAINER = Row(
        "V003",
        ERROR,
        "入れ物の決まりに合いません: {expected}（実際: {got}）",
        "the container breaks a rule: {expected} (got {got})",
        "EPUB の詰め方を直してください",
        "pack the EPUB as OCF says",
    )
    MISSING_PART = Row(
        "V004",
        ERROR,
        "{what}が指すファイル {target!r} がありません",
        "{what} names {target!r}, which is not there",
        "ファイルを加えるか、名前を直してください",
        "add the file or correct its name",
    )
    UNLISTED_FILE = Row(
        "V005",
        ERROR,
        "{target!r} が{where}に載っていません",
        "{target!r} is not listed in {where}",
        "{where}に加えるか、ファイルを除いてください",
        "list it in {where} or leave the file out",
    )
    DANGLING_LINK = Row(
        "V006",
        ERROR,
        "{target!r} の行き先がありません",
        "{target!r} leads nowhere",
        "行き先の id を付けるか、リンクを直してください",
        "give the target its id or mend the link",
    )
    DUPLICATE_ID = Row(
        "V007",
        ERROR,
        "id {id!r} が 2 回使われています",
        "id {id!r} is used twice",
        "id を一つずつ別の名前にしてください",
        "give each element an id of its own",
    )
    MISSING_ALT = Row(
        "V008",
        ERROR,
        "画像 {target!r} に代替テキスト（alt）がありません",
        "the image {target!r} has no alt attribute",
        "代替テキストを書いてください（飾りなら空にします）",
        "write alternative text (empty for an ornament)",
    )
    MISSING_METADATA = Row(
        "V009",
        ERROR,
        "必要な書誌情報 {name} がありません",
        "required metadata {name} is missing",
        "{name} を加えてください",
        "add {name}",
    )
    REPEATED_METADATA = Row(
        "V010",
        ERROR,
        "一つだけのはずの書誌情報 {name} が {count} 個あります",
        "metadata {name} must stand once (found {count})",
        "一つにしてください",
        "keep one",
    )
    WRONG_METADATA = Row(
        "V011",
        ERROR,
        "{name} は {said!r} となっていますが、実際は {true!r} です",
        "{name} says {said!r}, but the book has {true!r}",
        "{name} を {true!r} にしてください",
        "write {true!r}",
    )
    MISSING_LANGUAGE = Row(
        "V012",
        ERROR,
        "<{element}> に言語（xml:lang）がありません",
        "<{element}> has no language (xml:lang)",
        'xml:lang="ja" のように書いてください',
        'write xml:lang="ja" or the like',
    )
    NAVIGATION_ORDER = Row(
        "V013",
        ERROR,
        "目次の {label!r} が本文の順に並んでいません",
        "the contents entry {label!r} is out of reading order",
        "目次を本文と同じ順にしてください",
        "put the contents in the order of the text",
    )
    NOT_REACHED = Row(
        "V014",
        ERROR,
        "{what} {target!r} は{where}からたどれません",
        "{what} {target!r} is not reached from {where}",
        "{where}に加えてください",
        "add it to {where}",
    )
    UID_DIFFERS = Row(
        "V015",
        ERROR,
        "識別子が {said!r} で、パッケージの {true!r} と違います",
        "the identifier is {said!r}, but the package's is {true!r}",
        "全部のファイルで同じ識別子にしてください",
        "use one identifier in every file",
    )
    WRONG_PLAY_ORDER = Row(
        "V016",
        ERROR,
        "playOrder が {said} です（{true} のはずです）",
        "playOrder is {said} (should be {true})",
        "読む順に 1 から続けて番号を付けてください",
        "number the entries from 1 in reading order",
    )
    WRONG_TIME = Row(
        "V017",
        ERROR,
        "{name} が {said} ですが、計算すると {true} です",
        "{name} is {said}, but adds up to {true}",
        "時間を計算し直してください",
        "work the time out again",
    )
    CLIP_PAST_END = Row(
        "V018",
        ERROR,
        "音声の区間が {end:.3f} 秒で終わりますが、{target!r} は {length:.3f} 秒しかありません",
        "the clip ends at {end:.3f} s, but {target!r} lasts {length:.3f} s",
        "区間の時刻を直してください",
        "correct the clip's times",
    )
    BAD_CLIP = Row(
        "V019",
        ERROR,
        "音声の区間を読めません: {got!r}",
        "the audio clip cannot be read: {got!r}",
        "始まりより後の終わりを、秒か時:分:秒で書いてください",
        "write an end after the beginning, in seconds or h:mm:ss",
    )
    SECOND_GLOSS = Row(
        "V020",
        ERROR,
        "「{original}」の説明が、この単元で 2 回目です",
        "{original!r} is glossed a second time in this unit",
        "2 回目からは「{katakana}」だけにしてください",
        "write only {katakana!r} from the second time on",
    )
    LATE_GLOSS = Row(
        "V021",
        ERROR,
        "「{katakana}」は、説明（{original}）より前に出ています",
        "{katakana!r} stands before its gloss ({original})",
        "この単元で最初の「{katakana}」に（{original}）を付けてください",
        "put the gloss at the first use in the unit",
    )
    SHARED_KATAKANA = Row(
        "V022",
        WARNING,
        "「{katakana}」が「{before}」と「{original}」の両方の読みになっています",
        "{katakana!r} stands for {before!r} as well as for {original!r}",
        "どちらかの綴りか読みが違っていないか確かめてください",
        "see whether one of the spellings or readings is wrong",
    )
    PERHAPS_MISSING_GLOSS = Row(
        "V023",
        WARNING,
        "「{katakana}」に（{original}）がありません（他の単元にはあります）",
        "{katakana!r} has no gloss ({original}) in this unit, though other units have one",
        "初めから片仮名で書いた語ならこのままで、そうでなければ（{original}）を付けてください",
        "leave it if it was written in katakana, else put the gloss here",
    )
    LEFT_OVER = Row(
        "V024",
        ERROR,
        "アルファベットの語「{word}」が残っています",
        "the word {word!r} is left in the alphabet",
        "片仮名にするか、言語を示すか、そのまま残す印を付けてください",
        "turn it into katakana, mark its language or mark it as verbatim",
    )
    PERHAPS_LEFT_OVER = Row(
        "V025",
        WARNING,
        "アルファベットの「{word}」があります。外国語やそのまま残す語なら正しい形です",
        "{word!r} stands in the alphabet, which is right for another language or typed text",
        "日本語の文の語なら片仮名にしてください",
        "turn it into katakana if it is a word of the Japanese text",
    )
    INCONSISTENT_KATAKANA = Row(
        "V026",
        ERROR,
        "「{original}」が「{katakana}」ですが、前には「{before}」でした",
        "{original!r} is {katakana!r} here, but was {before!r} before",
        "本全体で同じ片仮名にしてください",
        "use one katakana form through the book",
    )
    LETTERS_IN_CONTENTS = Row(
        "V027",
        ERROR,
        "目次にアルファベットの語「{word}」があります",
        "the word {word!r} stands in the alphabet in the contents list",
        "目次には片仮名だけを書いてください",
        "write only its katakana there",
    )
    FORMS_DISAGREE = Row(
        "V028",
        ERROR,
        "{unit} 番目の単元で説明のある語が {other} と違います（ここ: {here}、そちら: {there}）",
        "unit {unit} glosses other words than in {other} (only here: {here}; only there: {there})",
        "同じ原稿から全部の形式を作り直してください",
        "build every form again from one manuscript",
    )
    FALSE_CLAIM = Row(
        "V029",
        ERROR,
        "{name} に {claim!r} とありますが、本の中にそれがありません",
        "{name} claims {claim!r}, but the book has no such thing",
        "本にないものは書かないでください",
        "claim only what is there",
    )
    LONG_LINE = Row(
        "V030",
        ERROR,
        "1 行が {cells} マスあります（{limit} マスまで）",
        "the line has {cells} cells (at most {limit})",
        "行を区切り直してください",
        "break the line again",
    )
    LONG_PAGE = Row(
        "V031",
        ERROR,
        "1 ページが {lines} 行あります（{limit} 行まで）",
        "the page has {lines} lines (at most {limit})",
        "ページを区切り直してください",
        "break the page again",
    )
    NOT_BRAILLE = Row(
        "V032",
        ERROR,
        "点字でない符号 0x{value:02X} があります",
        "code 0x{value:02X} is not braille of six dots",
        "BRF は NABCC（北米点字コード）の大文字、PEF は U+2800 からの点字で書き出してください",
        "write NABCC in upper case (BRF) or Unicode braille of six dots (PEF)",
    )
    WRONG_LINE_END = Row(
        "V033",
        ERROR,
        "行の終わりが CR LF ではありません",
        "the line does not end with CR LF",
        "行の終わりを CR LF にしてください",
        "end every line with CR LF",
    )
    TRAILING_BLANK = Row(
        "V034",
        ERROR,
        "行の終わりにマスあけがあります",
        "the line ends with a blank cell",
        "行末の空白を除いてください",
        "take the blanks off the line's end",
    )
    WRONG_PAGE_NUMBER = Row(
        "V035",
        ERROR,
        "ページ番号が {got} です（{expected} のはずです）",
        "the page number is {got} (should be {expected})",
        "ページ番号を 1 行目の右端に、順に付けてください",
        "number the pages in order at the right end of line 1",
    )
    WRONG_CONTENTS_PAGE = Row(
        "V036",
        ERROR,
        "目次の「{title}」が {said} ページですが、見出しは {true} ページにあります",
        "the contents give page {said} for {title!r}, whose heading is on page {true}",
        "目次のページ番号を直してください",
        "correct the page number in the contents",
    )
    HEADING_AT_FOOT = Row(
        "V037",
        ERROR,
        "見出しがページの最後の行にあります",
        "a heading stands on the last line of its page",
        "見出しを次のページに送ってください",
        "move the heading to the next page",
    )
    UNWANTED_GLOSS = Row(
        "V038",
        ERROR,
        "説明（{original}）は、この本の決まりではここに付けません",
        "the gloss ({original}) stands where this book has none",
        "（{original}）を取ってください。決まりは [gloss] の設定か verify の --gloss で決まります",
        "take ({original}) out; the rule is the book's [gloss] or verify's --gloss",
    )
    NO_GLOSS = Row(
        "V039",
        ERROR,
        "「{katakana}」に（{original}）がありません（この本では毎回付けます）",
        "{katakana!r} has no gloss ({original}), which this book gives at every use",
        "（{original}）を付けてください。決まりは [gloss] の設定か verify の --gloss で決まります",
        "put ({original}) after it; the rule is the book's [gloss] or verify's --gloss",
    )
    TITLES_DISAGREE = Row(
        "V040",
        ERROR,
        "題名のページなどで説明のある語が {other} と違います（ここ: {here}、そちら: {there}）",
        "the title glosses other words than in {other} (only here: {here}; only there: {there})",
        "同じ原稿から全部の形式を作り直してください",
        "build every form again from one manuscript",
    )
    EMPTY_LABEL = Row(
        "V041",
        ERROR,
        "目次かページ一覧に、言葉のない項目があります",
        "an entry of the contents or of the pages has no words",
        "行き先の見出しかページ番号を書いてください",
        "write the heading or the page number that it leads to",
    )
    OUTSIDE_FOLDER = Row(
        "V042",
        ERROR,
        "{target} が、本のフォルダーの外にあります",
        "{target} lies outside the book's folder",
        "本のファイルだけを、1 つのフォルダーに入れて詰めてください",
        "pack the files of the book, and no others, in one folder",
    )
    WRONG_PAGE_LABEL = Row(
        "V043",
        ERROR,
        "ページ一覧の {said!r} の行き先は、本文では {true!r} ページです",
        "the list of pages says {said!r}, but the page in the text is {true!r}",
        "ページ一覧と本文の番号を、印刷された本の番号に合わせてください",
        "give both the number that the printed page has",
    )
    UNFIT_METADATA = Row(
        "V044",
        ERROR,
        "{name} の値 {said!r} は決まりに合いません（{expected}）",
        "{name} has the value {said!r}, which does not fit ({expected})",
        "{name} を決まりの形で書いてください",
        "write {name} in the form asked for",
    )
    ADVISED_METADATA = Row(
        "V045",
        WARNING,
        "入れるべきアクセシビリティの情報 {name} がありません",
        "the accessibility metadata {name} should be there",
        "{name} を加えてください",
        "add {name}",
    )
    FORBIDDEN_FEATURE = Row(
        "V046",
        ERROR,
        "eBraille で使えないものがあります: {what}",
        "eBraille has no {what}",
        "取り除いて、作り直してください",
        "take it out and make the file again",
    )
    AVOIDED_FEATURE = Row(
        "V047",
        WARNING,
        "eBraille では避けるべきものがあります: {what}",
        "eBraille advises against {what}",
        "なくてもよければ取り除いてください",
        "take it out where it is not needed",
    )
    NO_CELLS = Row(
        "V048",
        WARNING,
        "点字でない文字 {text!r} があります",
        "{text!r} is not braille",
        "本文は点字の文字（U+2800 から U+28FF）で書いてください",
        "write text in braille cells (U+2800 to U+28FF)",
    )
    WRONG_SIDE = Row(
        "V049",
        ERROR,
        "白いページで両面の本になっていますが、{page} ページの部分が紙の裏から始まっています",
        "by its blank pages it is for both sides, but the part of page {page} begins on a back",
        "標題紙・目次・本文・奥付は、どれも奇数番目のページから始めてください",
        "begin the title page, contents, text and colophon each on an odd page",
    )
