"""Phrases of what members offer and seek: split at marks, word by word, each with what it weighs."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import compress

from msgspec import Struct

from hiephoi_cli.domain.vietnamese import fold, one_spelling
from hiephoi_cli.patterns import pattern

_ACT, _DULL, _TOPIC, _DEED, _NUMBER, _CONTENT = 0.0, 0.3, 0.35, 0.4, 0.5, 1.0
"""What words weigh: who does what with it says little, a number more, and what it is about most."""
_SYLLABLE = 0.6  # one syllable means many things; two together, or a foreign word, mean one
DEED_WEIGHT, CONTENT_WEIGHT, FOREIGN_WEIGHT = _DEED * _SYLLABLE, _CONTENT * _SYLLABLE, _CONTENT

_ACTS = """
sản xuất; gia công; chế tạo; cung cấp; cung ứng; nhà cung cấp; phân phối; kinh doanh; buôn bán; mua bán; bán; mua;
đại lý; dịch vụ; thi công; lắp đặt; thiết kế; chuyên; nhận; tìm; tìm kiếm; cần; cần tìm; cần mua; nhu cầu; đối tác;
đơn vị; công ty; doanh nghiệp; nhà máy; các loại; các; loại; mọi; theo yêu cầu; theo bản vẽ; theo đơn hàng;
số lượng lớn; xuất khẩu; nhập khẩu; giá rẻ; giá tốt; uy tín; chất lượng; chất lượng cao; và; hoặc; cho; của; với;
bằng; từ; tại; trong; theo; để; là; có; được; về; phục vụ; dùng; chuyên dụng; ngành; lĩnh vực; công nghiệp;
trọn gói; chuyên nghiệp; sx; gc; công nhân; người lao động
"""
"""Words that stand before or after nearly anything."""
_DULLS = """
hệ thống; sản phẩm; hàng; hàng hóa; giải pháp; chi tiết; bộ phận; cụm; bộ; kỹ thuật; chính xác; cao; lớn; nhỏ; mới;
cũ; trạm; công trình; dự án; tự động; toàn bộ; tổng hợp; đồ
"""
"""Words that go with many things and say nothing alone."""
_TOPICS = """
thiết bị; vật tư; vật liệu; máy móc; linh kiện; phụ kiện; phụ tùng; nguyên liệu; nguyên vật liệu; ô tô; xe máy;
điện tử; cơ khí; kim loại
"""
"""Words that go with many things: beside others they say little."""
_DEEDS = """
sửa chữa; bảo trì; bảo dưỡng; cho thuê; thuê; tư vấn; đào tạo; kiểm tra; xử lý; thu mua; thanh lý; nâng cấp;
cải tạo; quản lý; đo; chứng nhận; vận hành; hỗ trợ; lập; khai; tái chế; làm; đóng; bọc; cắt; lắp; lắp ráp; phun;
máy; dây chuyền; nhà xưởng; bảo hộ
"""
"""What is done with a thing: alone they match nothing, but they show what a phrase is about."""

_MARK = pattern(
    r"[;•|&+\n()\[\]{}…!?\"“”]|(?<!\d)[/:,]|[/:,](?!\s*\d)|\s[-–—]+\s|\.(?=\s|$)|\s(?:và|hoặc|va|hoac)\s", re.IGNORECASE
)
_BETWEEN_NAMES = pattern(r"[;\n]|(?<!\d)[/,]|[/,](?!\s*\d)")
_DIGIT = pattern(r"\d")
_CROSS = pattern(r"(?<=\d)[x×*](?=\d)")
_UNITS = "mm|cm|dm|m2|m3|m|kg|g|tấn|tan|t|kwp|kw|kva|kv|v|a|hp|lít|lit|l|bar|mpa|inch|hz"
_UNIT = pattern(rf"(?<![^\W\d_])(\d+(?:[.,]\d+)*)\s*({_UNITS})(?!\w)")
_CODE = pattern(r"(?<!\w)([a-zđ]{2,})(?=\d)|(?<!\w)([mdø])\s(?=\d)")
_WORD = pattern(r"\d+(?:[.,]\d+)+(?:[^\W_]+)?|[^\W_]+")
_MEASURE = pattern(rf"[md]?\d+(?:[.,]\d+)*(?:{_UNITS})?")
_SYLLABLES = pattern("(?:ngh|ng|nh|th|tr|ch|ph|kh|gh|gi|qu|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?")
_SHORT_I = pattern(r"(?<![^\W_])([hklmst]|qu)([iìỉĩíị])(?![^\W_])")
_I_AS_Y = str.maketrans("iìỉĩíị", "yỳỷỹýỵ")
_MANY = 1 << 16  # texts and words that are remembered


class Phrase(Struct, frozen=True):
    """A run of words without marks."""

    words: tuple[str, ...]
    """In one spelling, with accents."""
    folded: tuple[str, ...]
    weights: tuple[float, ...]
    """From 0 to 1; a word from `_CONTENT` on says what the phrase is about."""
    head: int
    """The place of the first word that says something: `gia công khuôn` is about moulds."""
    plain: bool
    """Whether its item is typed without accents, or of words that have none."""
    telling: frozenset[str]
    """The words that weigh anything."""
    telling_folded: frozenset[str]
    """The same without accents."""


def pieces(text: str) -> Sequence[tuple[str, Phrase]]:
    """The phrases of an item as they are typed, split at marks, `và` and `hoặc`, and word by word."""
    parts = [part for part in _parts(text) if part.words]
    plain = all(word.isascii() for part in parts for word in part.words)
    return [(part.text, _phrase(part, plain=plain)) for part in parts]


class _Part(Struct, frozen=True):
    """A part of an item, its words, and what each weighs by its kind."""

    text: str
    words: tuple[str, ...]
    kinds: Sequence[float]

    @classmethod
    def of(cls, text: str) -> "_Part":
        words = words_of(text)
        return cls(text, words, _kinds(words))

    @property
    def says_something(self) -> bool:
        return _CONTENT in self.kinds or _TOPIC in self.kinds


@lru_cache(maxsize=_MANY)
def listed_in(text: str) -> Sequence[str]:
    """The names that a text lists between commas, semicolons and slashes; the text itself if one is a letter: `I/O`."""
    if not _BETWEEN_NAMES.search(text):
        return [text]
    parts = [part.text for part in _parts(text, _BETWEEN_NAMES) if part.words]
    return parts if min(map(len, parts), default=0) > 1 else [text]


def _parts(text: str, mark: re.Pattern[str] = _MARK) -> list[_Part]:
    """The parts of an item; one of usual words or numbers only goes with the one before, or else the next."""
    groups: list[list[_Part]] = []
    for part in map(_Part.of, filter(None, map(str.strip, mark.split(text)))):
        if not groups or (part.says_something and any(one.says_something for one in groups[-1])):
            groups.append([])
        groups[-1].append(part)
    return [group[0] if len(group) == 1 else _Part.of(", ".join(part.text for part in group)) for group in groups]


@lru_cache(maxsize=_MANY)
def phrases(text: str) -> Sequence[Phrase]:
    """The phrases of an item."""
    return [phrase for _part, phrase in pieces(text)]


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in one spelling: `M 8` is `m8`, `12 mm` is `12mm`, `SUS304` is `sus 304`."""
    text = one_spelling(text)
    if _DIGIT.search(text):
        text = _UNIT.sub(_with_unit, _CROSS.sub(" ", text))
        text = _CODE.sub(lambda code: f"{code[1]} " if code[1] else code[2], text)
    text = _SHORT_I.sub(lambda i: i[1] + i[2].translate(_I_AS_Y), text)
    return tuple(_WORD.findall(text))


def _with_unit(number: re.Match[str]) -> str:
    unit = {"tan": "tấn", "t": "tấn", "lit": "l", "lít": "l"}.get(number[2], number[2])
    return number[1] + unit


def _phrase(part: _Part, *, plain: bool) -> Phrase:
    words, kinds = part.words, part.kinds
    folded = tuple(map(_folded, words))
    if _CONTENT not in kinds:  # nothing but usual words: then these are what it is about
        telling = {kind for kind in kinds if kind != _ACT} or {_ACT}
        kinds = [_CONTENT if kind in telling else kind for kind in kinds]
    head = next((place for place, kind in enumerate(kinds) if kind not in {_ACT, _DULL, _TOPIC}), 0)
    weights = tuple(kind * _ambiguity(word) for kind, word in zip(kinds, folded, strict=True))
    return Phrase(
        words=words,
        folded=folded,
        weights=weights,
        head=head,
        plain=plain,
        telling=frozenset(compress(words, weights)),
        telling_folded=frozenset(compress(folded, weights)),
    )


@lru_cache(maxsize=_MANY)
def _ambiguity(word: str) -> float:
    return _SYLLABLE if _SYLLABLES.fullmatch(word) else 1.0


_folded = lru_cache(maxsize=_MANY)(fold)


def _kinds(words: tuple[str, ...]) -> list[float]:
    """What each word weighs by its kind; the longest run of usual words counts."""
    usual = _usual(plain=all(map(str.isascii, words)))
    kinds: list[float] = []
    while (at := len(kinds)) < len(words):
        for run, kind in usual.get(words[at], ()):
            if words[at : at + len(run)] == run:
                kinds += [kind] * len(run)
                break
        else:
            kinds.append(_kind(words[at]))
    return kinds


@lru_cache(maxsize=_MANY)
def _kind(word: str) -> float:
    return _NUMBER if _MEASURE.fullmatch(word) else _CONTENT


@lru_cache(maxsize=2)
def _usual(*, plain: bool) -> dict[str, list[tuple[tuple[str, ...], float]]]:
    """The usual words by the first of a run, the longest run first, and what they weigh.

    They are without accents for phrases that have none.
    """
    listed: Iterator[tuple[float, str]] = (
        (weight, text.strip())
        for weight, texts in ((_DULL, _DULLS), (_TOPIC, _TOPICS), (_DEED, _DEEDS), (_ACT, _ACTS))
        for text in texts.split(";")
    )
    usual = {words_of(text): weight for weight, text in listed}
    if plain:
        usual = {tuple(map(fold, words)): _typed_plain(words, weight) for words, weight in usual.items()}
    runs: dict[str, list[tuple[tuple[str, ...], float]]] = {}
    for words in sorted(usual, key=len, reverse=True):
        runs.setdefault(words[0], []).append((words, usual[words]))
    return runs


def _typed_plain(words: Sequence[str], weight: float) -> float:
    """What usual words weigh without accents: one syllable can be another word, `may` for `máy` or `tu` for `từ`."""
    if len(words) > 1:
        return weight
    return _CONTENT if weight >= _DEED else _DEED
