"""Random manuscripts in Markdown: units, words in the alphabet, glosses, every sort of markup."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from tests.sample import png

# Words the dictionaries know, one kind of word a row: names, abbreviations, digits, phrases.
WORDS = (
    "iPhone", "Android", "Google", "Wi-Fi", "Bluetooth", "YouTube", "LINE", "Siri",
    "IC", "QR", "AI", "SMS", "PDF", "URL", "PC", "GPS", "CD",
    "5G", "MP3", "Type-C", "eSIM", "iOS", "e-Tax", "Q&A",
    "App Store", "Google Play", "Apple Watch",
    # Words of these names, and names that they begin and end.
    "Play", "Watch", "XS", "iPhone XS", "iPhone XR", "iPhone Pro Max",
)  # fmt: skip
# (word, a gloss as an author writes it)
GLOSSES = (
    ("iPhone", "アイフォン（iPhone）"),
    ("IC", "アイシー(IC)"),
    ("Wi-Fi", "Wi-Fi（ワイファイ）"),
    ("QR", "キューアール（QR）"),
    ("AI", "AI(エーアイ)"),
    ("SMS", "ＳＭＳ（エスエムエス）"),
    ("PDF", "ﾋﾟｰﾃﾞｨｰｴﾌ(PDF)"),
    ("iPhone", "{iPhone|アイフォン}"),
    ("iPhone XS", "iPhoneとアイフォンテンエス（XS）"),
    ("Google Play", "Googleとグーグルプレイ（Play）"),
    ("Apple Watch", "Watchとアップル（Apple）ウォッチ"),
)
TYPED = (
    "アイフォン", "ワイファイ", "アプリ", "カード", "スマートフォン", "アイフォンテンエス",
    "グーグルプレイ", "アップルウォッチ", "ウォッチ", "グーグル",
)  # fmt: skip
# What a book says of its glosses, each by itself or with others.
RULES = (
    ('where = "always"',), ('where = "never"',), ("partial = false",), ("title_counts = false",),
    ("contents_count = false",), ("headings_count = false",),
    ("headings_count = false", "contents_count = false", "title_counts = false"),
    ('where = "always"', "headings_count = false", "contents_count = false"),
    ("headings_count = false", "partial = false"),
    ("long_term_counts = true",), ("long_term_counts = true", "headings_count = false"),
    ('brackets = "()"',), ('brackets = "()"', 'where = "always"'),
)  # fmt: skip
BEFORE = ("まず", "次に", "この本では", "「", "これは", "マイナンバー", "新しい", "ここで", "")
AFTER = (
    "を使います。", "は便利です。", "」と言います。", "カードを出します。", "コードを読みます。",
    "で調べます。", "、または別の物です。", " 15を買います。", "の設定を開きます。",
)  # fmt: skip
PLAIN = (
    "画面を2回軽く打ちます。", "音が鳴ります。", "1-Aを見てください。",
    "案内は https://example.jp/a にあります。",
    "[Bonjour]{lang=fr}と書きます。", "`ls -la`と打ちます。", "[KEY]{.verbatim}とあります。",
    "{点訳|てんやく}します。", "写真は photo.jpg です。", "割合は％、量は㎏です。",
    "割合（％）と気温（℃）です。",
    "ぐーぐると書く人もいます。", "拡張子（.json）を付けます。", "`アイフォン`と打ちます。",
)  # fmt: skip


def sentence(chance: random.Random) -> str:
    """A sentence with a word in the alphabet, a gloss, typed katakana, or none of them."""
    kind = chance.random()
    if kind < 0.25:
        return chance.choice(PLAIN)
    if kind < 0.35:
        word = chance.choice(GLOSSES)[1]
    elif kind < 0.45:
        word = chance.choice(TYPED)
    else:
        word = chance.choice(WORDS)
        word = chance.choice(
            ("{}", "{}", "{}", "**{}**", "*{}*", "[{}](https://example.jp/)")
        ).format(word)
    before = chance.choice(BEFORE)
    after = chance.choice(AFTER)
    if (before == "「") != after.startswith("」"):
        before, after = "", after.lstrip("」")
    if before == "マイナンバー" and (word in TYPED or "と" in word):
        # Katakana typed after katakana is one word to whoever has the text alone; nothing shows
        # where the name begins that a later gloss builds on.
        before = "この本では"
    return f"{before}{word}{after}"


def text(chance: random.Random, most: int = 4) -> str:
    """A few sentences on one line."""
    return "".join(sentence(chance) for _ in range(chance.randint(1, most)))


def alternative(chance: random.Random) -> str:
    """A picture's text, in which nothing can be marked as code."""
    return sentence(chance).replace("`", "")


def block(chance: random.Random, number: int, name: str) -> str:
    """A block of some kind; links lead to the heading of the unit ``name``."""
    match chance.randrange(18):
        case 0:
            return f"## {chance.choice(WORDS)}の話"
        case 1:
            return "\n".join(f"{mark}{text(chance, 2)}" for mark in "①②③")
        case 2:
            return "\n".join(f"- {text(chance, 2)}" for _ in range(3))
        case 3:
            head = chance.choice(("説明", f"{chance.choice(WORDS)}の説明"))
            rows = (f"| {chance.choice(WORDS)} | {sentence(chance)} |" for _ in range(3))
            return "\n".join((f"| 名前 | {head} |\n|---|---|", *rows))
        case 4:
            return f"※ {text(chance)}"
        case 5:
            return f"質問. {text(chance, 1)}\n回答. {text(chance, 2)}"
        case 6:
            return f"> {text(chance)}"
        case 7:
            return f"::: note\n{text(chance)}\n:::"
        case 8:
            return f"{text(chance)}注です[^{number}]。\n\n[^{number}]: {text(chance, 1)}"
        case 9:
            return f"{chance.choice(WORDS)}\n: {text(chance, 2)}"
        case 10:
            return f"1. {text(chance, 1)}\n   - {text(chance, 1)}\n2. {text(chance, 1)}"
        case 11:
            return f"![{alternative(chance)}](images/a.png)"
        case 12:
            return f"**{chance.choice(WORDS)}**と[{chance.choice(WORDS)}](#top{name})の項を見ます。"
        case 13:
            return f'![{alternative(chance)}](images/a.png "{chance.choice(WORDS)}の図")'
        case 14:
            return f"::: verbatim\n{chance.choice(WORDS)} and {chance.choice(WORDS)}\n:::"
        case 15:
            head, word = chance.choice(WORDS), chance.choice(WORDS)
            return f"> ## {head}\n>\n> 1. **{word}**と{text(chance)}"
        case 16:
            return f"```\n{chance.choice(WORDS)} # {chance.choice(TYPED)}の設定\n```"
        case _:
            return text(chance, 5)


def contents(chance: random.Random, name: str) -> str:
    """A contents list as authors write it at the head of a unit: links, or under a heading."""
    titles = [f"{chance.choice(WORDS)}の話" for _ in range(chance.randint(1, 4))]
    if chance.random() < 0.5:
        return "\n".join(f"- [{title}](#top{name})" for title in titles)
    return "## 目次\n\n" + "\n".join(f"{n}. {title}" for n, title in enumerate(titles, 1))


def unit(chance: random.Random, name: str) -> str:
    """A unit: a heading, perhaps a contents list, and some blocks."""
    title = f"{chance.choice(('はじめに', '使い方', '', '続き'))}{sentence(chance)}"
    blocks = [f"# {title} {{#top{name}}}"]
    blocks += [contents(chance, name)] if chance.random() < 0.4 else []
    blocks += [block(chance, number, name) for number in range(chance.randint(1, 8))]
    return "\n\n".join(blocks) + "\n"


def write_manuscript(
    folder: Path, seed: int, level: str = "file", rule: Sequence[str] = ()
) -> None:
    """A random book of one to four files; the same seed is the same book.

    ``level`` is its unit, ``rule`` the lines of its ``[gloss]``.
    """
    chance = random.Random(seed)
    (folder / "images").mkdir(parents=True)
    (folder / "images" / "a.png").write_bytes(png(8, 8))
    title = chance.choice(("電話の本", "iPhoneの本", "はじめてのWi-Fi", "GoogleとGoogle Play"))
    settings = (
        f'title = "{title}"\ncreators = ["山田"]\npublisher = "図書館"\ndate = "2025-04-01"\n'
    )
    settings += "\n".join((f'[unit]\nlevel = "{level}"\n[gloss]', *rule, ""))
    (folder / "book.toml").write_text(settings, encoding="utf-8")
    for number in range(1, chance.randint(2, 5)):
        (folder / f"{number:02}-unit.md").write_text(unit(chance, str(number)), encoding="utf-8")
