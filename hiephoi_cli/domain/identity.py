"""Who is who: a person is a name in one spelling, titles aside, for a member."""

from datetime import date
from functools import lru_cache
from typing import Any, Self, TypeGuard

from msgspec import Struct

from hiephoi_cli.domain.partial_day import PartialDay
from hiephoi_cli.domain.vietnamese import one_spelling
from hiephoi_cli.patterns import pattern

_TITLES = (
    *("ông", "bà", "đ/c", "đồng chí", "mr", "mrs", "ms", "dr"),
    *("phó giáo sư", "giáo sư", "pgs", "gs", "tiến s[iĩyỹ] khoa học", "tskh", "tiến s[iĩyỹ]", "ts", "ncs"),
    *("thạc s[iĩyỹ]", "th\\.?s", "cử nhân", "cn", "k[iĩyỹ] sư", "ks", "kiến trúc sư", "kts", "luật sư", "ls"),
    *("bác s[iĩyỹ]", "bs", "dược s[iĩyỹ]", "ds", "ngưt", "ngnd"),
)
_TITLE = pattern(rf"(?:{'|'.join(_TITLES)})[\s.,]+(?=\S)")


class Identity(Struct, frozen=True):
    """A person: two of one name who stand for different members are two people."""

    name: str
    """In one spelling."""
    member: str | None

    @classmethod
    def of(cls, person: str, member: str | None) -> Self:
        """Whoever is called so, for that member."""
        return cls(name_key(person), member)

    def may_be(self, other: Self) -> bool:
        """Whether both can be one person: the same name, and not two members."""
        return self.name == other.name and (self.member == other.member or None in {self.member, other.member})


@lru_cache(maxsize=4096)  # the same few people are compared again and again
def name_key(name: str) -> str:
    """A name in one spelling, without titles before it: `Ông PHẠM ĐOÀN TÙNG` gives `phạm đoàn tùng`."""
    spelled = _spelling(name)
    while title := _TITLE.match(spelled):
        spelled = spelled[title.end() :]
    return spelled


def well_spelled(value: Any, before: Any) -> Any:  # noqa: ANN401  of any field
    """The new value, or the one from before where it says no less.

    A text all in capitals keeps its spelling if only that differs, a day that is known the month or the year of it.
    """
    if isinstance(value, PartialDay) and isinstance(before, date):
        return before if value.first <= before <= value.last else value
    if isinstance(value, tuple) and isinstance(before, tuple):
        spelled = {_spelling(text): text for text in before if isinstance(text, str)}
        kept = (spelled.get(_spelling(item), item) if _is_in_capitals(item) else item for item in value)
        return tuple(dict.fromkeys(kept))
    same = _is_in_capitals(value) and isinstance(before, str) and _spelling(value) == _spelling(before)
    return before if same else value


def is_better_spelled(name: str, other: str) -> bool:
    """Whether a name is written with more care than another: without a title, not all in capitals."""
    return _care(name) > _care(other)


def _is_in_capitals(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and value.isupper()


def _spelling(text: str) -> str:
    return " ".join(one_spelling(text).split())


def _care(name: str) -> tuple[bool, bool]:
    return not _TITLE.match(_spelling(name)), name not in {name.upper(), name.lower()}
