"""Words that the analyser divided in the wrong place → divided where they begin (列 または 行)."""

from __future__ import annotations

from pipeline.braille.grammar import is_noun, is_suffix
from pipeline.braille.nouns_alone import read_alone
from pipeline.japanese.analysis import morphemes
from pipeline.japanese.kana import is_kanji
from pipeline.japanese.morpheme import DEPENDENT, FINITE, NOUN, PARTICLE, Morpheme, Pos
from pipeline.japanese.sudachi import in_dictionary
from pipeline.japanese.unidic import read_in
from pipeline.japanese.word_classes import readings_by_word


def with_particles(ms: list[Morpheme]) -> list[Morpheme]:
    """は行 of 列または行, か弱い of 手洗いか弱い水流 → a particle and what follows it."""
    found: list[Morpheme] = []
    for m in ms:
        before = found[-1] if found and found[-1].end == m.start else None
        if m.base not in BEGUN_BY_PARTICLE or before is None or not _takes_particle(before, m):
            found.append(m)
            continue
        kana, middle, rest = m.surface[0], m.start + 1, m.surface[1:]
        pos, reading = (NOUN, "ギョウ") if rest == "行" else (m.pos, m.reading[1:])
        found += (
            m._replace(surface=kana, end=middle, pos=PARTICLE, base=kana,
                       reading=m.reading[0], lexeme=kana),
            m._replace(surface=rest, start=middle, pos=pos, base=m.base[1:], reading=reading,
                       lexeme=rest),
        )  # fmt: skip
    return found


def with_going(ms: list[Morpheme]) -> list[Morpheme]:
    """さ行 of 山さ行ぐ and 畑さ行がねえ → a particle and the verb, as the north says it."""
    found: list[Morpheme] = []
    for at, m in enumerate(ms):
        behind = "".join(after.surface for after in ms[at + 1 : at + 3])
        if m.surface != "さ行" or not behind.startswith(("ぐ", "がね")):
            found.append(m)
            continue
        middle = m.start + 1
        found += (
            m._replace(
                surface="さ", end=middle, pos=PARTICLE, base="さ", reading="サ", lexeme="さ"
            ),
            m._replace(
                surface="行", start=middle, pos=GOING, base="行く", reading="イ", lexeme="行"
            ),
        )
    return found


GOING: Pos = ("動詞", "非自立可能", "*", "*", "五段-カ行", "未然形-一般")
# The columns of the kana table, and adjectives, behind a noun.
BEGUN_BY_PARTICLE = frozenset(("は行", "が行", "か弱い", "か細い", "か黒い"))


def _takes_particle(left: Morpheme, m: Morpheme) -> bool:
    """Whether a particle may follow: a noun of two characters or more, また, 強い before か弱い."""
    finite = m.surface[0] == "か" and left.pos[5].startswith(FINITE)
    noun = (is_noun(left) and len(left.surface) > 1) or is_suffix(left)
    return finite or noun or left.surface == "また"


# Two suffixes → their reading as one word (業 and 者 of 製造 業者).
ONE_WORD = readings_by_word("suffixes")


def with_words_of_suffixes(ms: list[Morpheme]) -> list[Morpheme]:
    """業 and 者 of 製造業者, two suffixes to the analyser → the one word 業者 (ONE_WORD)."""
    found = list(ms)
    for at in range(len(found) - 2, 0, -1):
        first, second = found[at : at + 2]
        reading = ONE_WORD.get(first.surface + second.surface, "")
        if (
            reading
            and not first.source
            and is_noun(found[at - 1])
            and len(found[at - 1].surface) > 1
        ):
            surface = first.surface + second.surface
            found[at : at + 2] = [
                first._replace(
                    surface=surface, end=second.end, pos=NOUN, base=surface, reading=reading,
                    lexeme=surface,
                )
            ]  # fmt: skip
    return found


def with_old_adjectives(ms: list[Morpheme]) -> list[Morpheme]:
    """苦 and しかり of 苦しかりき as one adjective, where the analyser saw 叱り."""
    found: list[Morpheme] = []
    for m in ms:
        stem = found[-1] if found and found[-1].end == m.start else None
        if m.surface != "しかり" or stem is None or not is_kanji(stem.surface[-1]):
            found.append(m)
            continue
        adjective = stem.surface + "しい"
        pos = in_dictionary(adjective)
        if pos is None or pos[0] != "形容詞":
            found.append(m)
            continue
        reading = read_in(adjective, 0, len(adjective)).removesuffix("イ") + "カリ"
        surface = stem.surface + m.surface
        found[-1] = stem._replace(
            surface=surface, end=m.end, pos=pos, base=adjective, reading=reading, lexeme=surface,
        )  # fmt: skip
    return found


def with_verbs_behind_nouns(ms: list[Morpheme]) -> list[Morpheme]:
    """顔 出した and 家 出た as noun and verb, taken for a noun (顔出し) that た cannot follow."""
    found = list(ms)
    for at in range(len(found) - 2, -1, -1):
        m, after = found[at : at + 2]
        written = m.surface[-2:] if m.surface[-1] == "し" else m.surface[-1:]
        middle = m.end - len(written)
        if m.pos[0] != "名詞" or written not in ("出", "出し") or after.surface[0] not in "たて":
            continue
        if middle - m.start != 1 or after.pos[0] not in DEPENDENT:
            continue
        noun, verb = m.surface[0], morphemes(f"{written}た")[0]
        found[at : at + 1] = [
            m._replace(
                surface=noun, end=middle, pos=NOUN, base=noun, lexeme=noun,
                reading=read_alone(noun),
            ),
            verb._replace(start=middle, end=m.end, word=m.word + len(ms)),
        ]  # fmt: skip
    return found
