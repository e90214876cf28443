"""Finding records by what people type: a key, a tax code, or some words, whatever the accents."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple, TypeVar

from hiephoi_cli.domain import tax_code
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import Is, Member, Record
from hiephoi_cli.domain.suggest import closest
from hiephoi_cli.domain.vietnamese import collation_key, fold, one_spelling
from hiephoi_cli.errors import Conflict, NotFound
from hiephoi_cli.i18n import _

R = TypeVar("R", bound=Record)


_TOLD_AT_MOST = 20


class Rank(IntEnum):
    """How well some text fits, the best first; all but the last begin where a word begins."""

    SAME = 0
    """The same words, case and the place of a tone aside."""
    CONTAINED = 1
    SAME_FOLDED = 2
    """The same when accents are left out."""
    FOLDED = 3
    """Contained when accents are left out."""
    WORDS = 4
    """Every word is the beginning of some word, accents left out."""
    INSIDE = 5
    """Contained in the middle of a word, accents left out."""


class Match(NamedTuple):
    """Where some text fits a record best, and how well."""

    rank: Rank
    field: str


def one(records: Iterable[R], kind: type[R], text: str) -> R:
    """The one record that a KEY names: its key, its tax code, or words of its key or names that fit no other.

    Raises NotFound with the nearest record as a hint, or Conflict with the list of those that fit.
    """
    records = tuple(records)
    wanted = text.strip()
    fitting = _by_key(records, wanted) or _by_words(records, wanted)
    if len(fitting) == 1:
        return fitting[0]
    if len({record.key for record in fitting}) == 1:
        raise Conflict(
            _("{noun} '{key}' is there twice").format(noun=_(kind.noun), key=fitting[0].key), "hiephoi check duplicate"
        )
    if fitting:
        raise Conflict(
            _("'{text}' fits {n} records").format(text=text, n=len(fitting)),
            "\n".join([_("name one by its key:"), *_told(fitting)]),
        )
    raise NotFound(_("no {noun} '{key}'").format(noun=_(kind.noun), key=text), _nearest(records, kind, wanted))


def _by_key(records: Sequence[R], wanted: str) -> list[R]:
    """The records of which this is the key, else the key but for case, else the tax code."""
    code = tax_code.normalise(wanted)
    return (
        [record for record in records if record.key == wanted]
        or [record for record in records if record.key.casefold() == wanted.casefold()]
        or [record for record in records if isinstance(record, Member) and record.tax_code == code]
    )


def _by_words(records: Sequence[R], wanted: str) -> list[R]:
    """The records whose key or names fit these words best."""
    found = search(records, wanted, forms={Is.KEY, Is.NAME, Is.PERSON})
    return (
        [record for record, match in found if match.rank == Rank.SAME]
        or [record for record, match in found if match.rank == Rank.SAME_FOLDED and fold(wanted) == wanted.casefold()]
        or [record for record, match in found if match.rank < Rank.INSIDE]
        or [record for record, _match in found]
    )


def search(records: Iterable[R], text: str, forms: Collection[Is | None] = (*Is, None)) -> list[tuple[R, Match]]:
    """The records of which a text in one of the forms fits, the best first, then by name in Vietnamese order."""
    rank = ranked_by(text)
    found = []
    for record in records:
        matches = (Match(fits, name) for name, value in _texts(record, forms) if (fits := rank(value)) is not None)
        if best := min(matches, default=None):
            found.append((record, best))
    return sorted(found, key=lambda pair: (pair[1].rank, collation_key(pair[0].label)))


def ranked_by(text: str) -> Callable[[str], Rank | None]:
    """What tells how well a text fits some value, if it does."""
    exact, folded = one_spelling(text), fold(text)
    words = folded.split()
    return lambda value: _rank(value, exact, folded, words)


def _told(records: Sequence[Record]) -> Iterator[str]:
    """A line for each of the first records, and how many more there are."""
    for record in records[:_TOLD_AT_MOST]:
        yield f"  {record.key}  {record.label}"
    if len(records) > _TOLD_AT_MOST:
        yield f"  … (+{len(records) - _TOLD_AT_MOST})"


def _rank(value: str, exact: str, folded: str, words: Sequence[str]) -> Rank | None:
    whole = fold(value)
    if not words or not all(word in whole for word in words):
        return None
    spelling, began = one_spelling(value), _words(whole)
    fits = {
        Rank.SAME: exact == spelling,
        Rank.CONTAINED: f" {exact}" in _words(spelling),
        Rank.SAME_FOLDED: folded == whole,
        Rank.FOLDED: f" {folded}" in began,
        Rank.WORDS: all(f" {word}" in began for word in words),
        Rank.INSIDE: folded in whole,
    }
    return next((rank for rank, fitting in fits.items() if fitting), None)


def _words(text: str) -> str:
    """The text with a space before every word."""
    return " " + re.sub(r"[^\w\s]+", lambda mark: mark[0] + " ", text)


def _texts(record: Record, forms: Collection[Is | None]) -> Iterator[tuple[str, str]]:
    """The texts of a record in one of the forms, with the names of their fields; references left out."""
    for field in fields(type(record)).values():
        if field.base is str and field.refers_to is None and field.form in forms:
            value = getattr(record, field.name)
            for item in value if field.many else [value] if value else []:
                yield field.name, item


def _nearest(records: Sequence[Record], kind: type[Record], text: str) -> str:
    """A hint naming the record that is most like the text, or the command that lists them all."""
    squeezed = fold(text).replace(" ", "")
    for record in records:
        if squeezed and squeezed in fold(record.label).replace(" ", ""):
            return _("did you mean '{key}' ({label})?").format(key=record.key, label=record.label)
    names = {name: record for record in records for name in (record.key, record.label, *record.label.split())}
    if near := closest(text, names):
        record = names[near]
        return _("did you mean '{key}' ({label})?").format(key=record.key, label=record.label)
    return f"hiephoi {kind.command} list"
