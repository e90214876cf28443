"""The words of headings, and which of them stand for a part of a value only."""

import re
from unicodedata import normalize

from hiephoi_cli.domain.vietnamese import fold
from hiephoi_cli.patterns import pattern

Phrase = tuple[str, ...]
"""Words in lower case, without accents."""
OF_ADDRESSES = {
    *(("so", "nha"), ("ngo",), ("ngach",), ("hem",), ("duong",), ("ten", "duong"), ("duong", "pho"), ("khu", "pho")),
    *(("to", "dan", "pho"), ("thon",), ("xom",), ("ap",), ("thi", "tran"), ("thi", "xa"), ("dac", "khu")),
    *(("phuong",), ("xa",), ("phuong", "xa"), ("quan",), ("huyen",), ("quan", "huyen")),
    *(("tinh",), ("thanh", "pho"), ("tp",), ("tinh", "thanh", "pho"), ("tinh", "tp")),
    *(("house", "number"), ("street",), ("ward",), ("district",), ("city",), ("province",)),
}
"""Headings of the parts of an address."""
FAMILY_NAMES = {
    *(("ho",), ("ho", "dem"), ("ho", "va", "dem"), ("ho", "ten", "dem"), ("ho", "va", "ten", "dem")),
    *(("ho", "lot"), ("ho", "va", "lot"), ("ho", "ten", "lot"), ("ho", "va", "ten", "lot"), ("ho", "chu", "lot")),
    *(("ho", "va", "chu", "lot"), ("dem",), ("ten", "dem"), ("ten", "lot"), ("chu", "lot"), ("chu", "dem")),
}
"""Headings of the words of a name before the last: `Họ và tên đệm`."""
_GIVEN_NAMES = {("ten",), ("ten", "goi"), ("ten", "rieng")}
"""Headings of the last word of a name."""
BETWEEN = pattern(r"[/,;&+|\n]|\s[-–—]\s|(?<!\w)(?:và|hoặc|and|or)(?!\w)", re.IGNORECASE)
"""Separates two fields in one heading: `Điện thoại, Email`."""

_OTHERS = (
    r"\b(?:cũ|trước (?:đây|kia|khi|sáp nhập)|vợ|chồng|nhà riêng|(?:công ty|cty) mẹ|kế toán|thư ký|trợ lý|đầu mối"
    r"|người (?:liên hệ|liên lạc|phụ trách|thân)|(?<=\w )(?<!tên )(?<!viên )cá nhân"
    r"|chứng nhận (?:đkkd|đăng ký|đầu tư)"
    r"|old|former|previous|personal|parent company|wife|husband|accountant|secretary|assistant|contact person)\b"
)
_OF_OTHERS, _OF_OTHERS_UNACCENTED = pattern(_OTHERS, re.IGNORECASE), pattern(fold(_OTHERS))
"""Words for what held before, for other persons and companies, and for papers that are no certificates of quality."""


def is_of_others(title: str) -> bool:
    """Whether a heading is for former data or for somebody else's: `Điện thoại cũ`."""
    text = " ".join(normalize("NFC", title).split()).lower()
    return bool((_OF_OTHERS_UNACCENTED if text.isascii() else _OF_OTHERS).search(text))


def is_of_address(title: str) -> bool:
    """Whether a heading names only parts of an address: `Số nhà, đường`."""
    words = phrase(BETWEEN.sub(" ", title))
    rest = words
    while length := next((length for length in range(len(rest), 0, -1) if rest[:length] in OF_ADDRESSES), 0):
        rest = rest[length:]
    return bool(words) and not rest


def is_family_name(title: str) -> bool:
    """Whether a heading names the words of a person's name before the last."""
    return phrase(title) in FAMILY_NAMES


def is_given_name(title: str) -> bool:
    """Whether a heading may name the last word of a person's name."""
    return phrase(title) in _GIVEN_NAMES


def phrase(text: str) -> Phrase:
    """The words of a heading in lower case, without accents and punctuation."""
    return tuple(re.findall(r"[^\W_]+", fold(text)))
