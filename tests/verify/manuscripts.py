"""Random manuscripts in Markdown: units, words in the alphabet, glosses, every sort of markup."""

from __future__ import annotations

import random
from pathlib import Path

from tests.sample import png

# Words the dictionaries know, one kind of word a row: names, abbreviations, digits, phrases.
WORDS = (
    "iPhone", "Android", "Google", "Wi-Fi", "Bluetooth", "YouTube", "LINE", "Siri",
    "IC", "QR", "AI", "SMS", "PDF", "URL", "PC", "GPS", "CD",
    "5G", "MP3", "Type-C", "eSIM", "iOS", "e-Tax", "Q&A",
    "App Store", "Google Play", "Apple Watch",
)  # fmt: skip
# (word, a gloss as an author writes it)
GLOSSES = (
    ("iPhone", "アイフォン（iPhone）"),
    ("IC", "アイシー(IC)"),
    ("Wi-Fi", "Wi-Fi（ワイファイ）"),
    ("QR", "キューアール（QR）"),
)
TYPED = ("アイフォン", "ワイファイ", "アプリ", "カード", "スマートフォン")
BEFORE = ("まず", "次に", "この本では", "「", "これは", "マイナンバー", "新しい", "ここで", "")
AFTER = (
    "を使います。", "は便利です。", "」と言います。", "カードを出します。", "コードを読みます。",
    "で調べます。", "、または別の物です。", " 15を買います。", "の設定を開きます。",
)  # fmt: skip
PLAIN = (
    "画面を2回軽く打ちます。", "音が鳴ります。", "1-Aを見てください。",
    "案内は https://example.jp/a にあります。",
    "[Bonjour]{lang=fr}と書きます。", "`ls -la`と打ちます。", "[KEY]{.verbatim}とあります。",
    "{点訳|てんやく}します。", "写真は photo.jpg です。",
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
    if word in TYPED and before == "マイナンバー":
        # Katakana typed after katakana is one word to whoever has the text alone.
        before = "この本では"
    return f"{before}{word}{after}"


def text(chance: random.Random, most: int = 4) -> str:
    """A few sentences on one line."""
    return "".join(sentence(chance) for _ in range(chance.randint(1, most)))


def block(chance: random.Random, number: int) -> str:
    """A block of some kind."""
    match chance.randrange(13):
        case 0:
            return f"## {chance.choice(WORDS)}の話"
        case 1:
            return "\n".join(f"{mark}{text(chance, 2)}" for mark in "①②③")
        case 2:
            return "\n".join(f"- {text(chance, 2)}" for _ in range(3))
        case 3:
            return f"| 名前 | 説明 |\n|---|---|\n| {chance.choice(WORDS)} | {sentence(chance)} |"
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
            return f"![{text(chance, 1)}](images/a.png)"
        case _:
            return text(chance, 5)


def unit(chance: random.Random) -> str:
    """A unit: a heading and some blocks."""
    blocks = [f"# {chance.choice(('はじめに', '使い方', '', '続き'))}{sentence(chance)}"]
    blocks += [block(chance, number) for number in range(chance.randint(1, 8))]
    return "\n\n".join(blocks) + "\n"


def write_manuscript(folder: Path, seed: int, level: str = "file") -> None:
    """A random book of one to four files; the same seed is the same book."""
    chance = random.Random(seed)
    (folder / "images").mkdir(parents=True)
    (folder / "images" / "a.png").write_bytes(png(8, 8))
    title = chance.choice(("電話の本", "iPhoneの本", "はじめてのWi-Fi"))
    settings = (
        f'title = "{title}"\ncreators = ["山田"]\npublisher = "図書館"\ndate = "2025-04-01"\n'
    )
    settings += f'[unit]\nlevel = "{level}"\n'
    (folder / "book.toml").write_text(settings, encoding="utf-8")
    for number in range(1, chance.randint(2, 5)):
        (folder / f"{number:02}-unit.md").write_text(unit(chance), encoding="utf-8")
