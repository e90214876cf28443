"""Recognises comments that head the records of a kind: `# --- Hội viên · members ---`."""

from collections.abc import Mapping
from functools import cache

from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import KINDS, Registry
from hiephoi_cli.domain.vietnamese import fold
from hiephoi_cli.i18n import spoken
from hiephoi_cli.patterns import pattern

_WORD = pattern(r"[^\W_]+")


def kind_named(lines: str) -> str | None:
    """The first kind that lines of comment name by its key, or else by a title in either language.

    Case and accents are ignored; of titles that begin with the same word, the longest counts.
    """
    words, titles = _words(lines), _titles()
    return _first(words, {kind: kind for kind in titles.values()}) or _first(words, titles)


def _first(words: str, names: Mapping[str, str]) -> str | None:
    places = [(words.find(f" {name} "), -len(name), kind) for name, kind in names.items()]
    return min((place for place in places if place[0] >= 0), default=(0, 0, None))[2]


@cache
def _titles() -> dict[str, str]:
    """Kinds and tables by each of their names, as words."""
    titles: dict[str, str] = {}
    for name, field in fields(Registry).items():
        if field.table():
            called = {*spoken(field.title), *field.headings, *(spoken(KINDS[name].noun) if name in KINDS else ())}
            titles |= {_words(title).strip(): name for title in called}
    return titles


def _words(text: str) -> str:
    """Words without case and accents, a space around each."""
    return f" {' '.join(_WORD.findall(fold(text)))} "
