"""Finds records by what people type: a key, a tax code, or words with or without accents."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from enum import IntEnum
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar
from unicodedata import normalize

from hiephoi_cli.domain import tax_code
from hiephoi_cli.domain.fields import Field, fields, former_lists
from hiephoi_cli.domain.records import Former, Is, Record
from hiephoi_cli.domain.suggest import closest
from hiephoi_cli.domain.vietnamese import at_once, collation_key, fold, one_spelling, words
from hiephoi_cli.errors import Conflict, NotFound
from hiephoi_cli.i18n import _

R = TypeVar("R", bound=Record)


_LISTED_AT_MOST = 20


class Rank(IntEnum):
    """How well a text matches, best first; all but the last match from the start of a word."""

    SAME = 0
    """The same apart from case."""
    SAME_WORDS = 1
    """The same words apart from tone placement, quotes and hyphens."""
    CONTAINED = 2
    CONTAINED_WORDS = 3
    SAME_FOLDED = 4
    """The same words without accents."""
    FOLDED = 5
    """Contained without accents."""
    WORDS = 6
    """Every word begins some word, without accents."""
    INSIDE = 7
    """Contained inside a word, without accents."""


class Match(NamedTuple):
    """The rank of a text in a record, and the field where it matches best."""

    rank: Rank
    field: str
    """The field, or the list of what was in a field before."""
    former: str = ""
    """What was found there, where it holds no longer."""

    @property
    def order(self) -> tuple[Rank, bool, str]:
        """What the better of two comes first by; what holds before what held."""
        return self.rank, bool(self.former), self.field


class _Spellings(NamedTuple):
    """A text in the three forms in which texts are compared."""

    typed: str
    """As typed, without case."""
    words: str
    """The words in one spelling."""
    folded: str
    """The words without accents."""

    @classmethod
    def of(cls, text: str) -> "_Spellings":
        return cls(_caseless(text), words(one_spelling(text)), words(fold(text)))


_FITS: dict[Rank, Callable[[_Spellings, _Spellings], bool]] = {
    Rank.SAME: lambda wanted, text: wanted.typed == text.typed,
    Rank.SAME_WORDS: lambda wanted, text: wanted.words == text.words,
    Rank.CONTAINED: lambda wanted, text: _begins(wanted.typed, text.typed),
    Rank.CONTAINED_WORDS: lambda wanted, text: _begins(wanted.words, text.words),
    Rank.SAME_FOLDED: lambda wanted, text: wanted.folded == text.folded,
    Rank.FOLDED: lambda wanted, text: _begins(wanted.folded, text.folded),
    Rank.WORDS: lambda wanted, text: all(_begins(word, text.folded) for word in wanted.folded.split()),
    Rank.INSIDE: lambda wanted, text: wanted.folded in text.folded,
}


def one(records: Iterable[R], kind: type[R], text: str) -> R:
    """The one record that a KEY names by its key, its tax code, or words of its key or names.

    Raises NotFound with the closest record as a hint, or Conflict with the list of matches.
    """
    records = tuple(records)
    wanted = text.strip()
    fitting = _by_key(records, kind, wanted) or by_words(records, wanted) or _by_parts_of_key(records, kind, wanted)
    if len(fitting) == 1:
        return fitting[0]
    if len({record.key for record in fitting}) == 1:
        raise Conflict(
            _("{noun} '{key}' occurs twice").format(noun=_(kind.noun), key=fitting[0].key), "hiephoi check duplicate"
        )
    if fitting:
        raise Conflict(
            _("'{text}' matches {n} records").format(text=text, n=len(fitting)),
            "\n".join([_("name one by its key:"), *_listed(fitting)]),
        )
    raise NotFound(_("no {noun} '{key}'").format(noun=_(kind.noun), key=text), _nearest(records, kind, wanted))


def _by_key(records: Sequence[R], kind: type[R], wanted: str) -> list[R]:
    """The records with this key, else with this key apart from case, else with this tax code."""
    code = tax_code.normalise(wanted)
    coded = [name for name, field in fields(kind).items() if field.form is Is.TAX_CODE]
    return (
        [record for record in records if record.key == wanted]
        or [record for record in records if record.key.casefold() == wanted.casefold()]
        or [record for record in records if any(getattr(record, name) == code for name in coded)]
    )


def _by_parts_of_key(records: Sequence[R], kind: type[R], wanted: str) -> list[R]:
    """The records whose key, if made of several values, has all of these words."""
    parts = fold(wanted).split()
    if kind.key_field() or not parts:
        return []
    return [record for record in records if all(f" {part}" in f" {fold(record.key)}" for part in parts)]


def is_spelled(record: Record, text: str) -> bool:
    """Whether a text that names a record has no accents other than the record's."""
    texts = [text for searched in _searched([record], (*Is, None)) for text in _texts([record], searched)[1]]
    spelled = words(one_spelling(" ".join([record.key, *texts])))
    return all(word in spelled or fold(word) == word for word in words(one_spelling(text)).split())


def by_words(records: Sequence[R], wanted: str) -> list[R]:
    """The records whose key or names match these words best."""
    matches = search(records, wanted, forms={Is.KEY, Is.NAME, Is.PERSON})
    spelled = fold(wanted) != wanted.casefold()  # accents were typed, so they count
    exact = Rank.CONTAINED, Rank.CONTAINED_WORDS
    better = [Rank.SAME, Rank.SAME_WORDS, *(exact if spelled else [Rank.SAME_FOLDED])]
    for rank in better:
        if fitting := [(record, match) for record, match in matches if match.rank == rank]:
            return _holding(fitting)
    return _holding([(record, match) for record, match in matches if match.rank < Rank.INSIDE] or matches)


def _holding(found: Sequence[tuple[R, Match]]) -> list[R]:
    """The records found by what holds, else those found by what held."""
    return [record for record, match in found if not match.former] or [record for record, _match in found]


def by_former(records: Sequence[R], kind: type[R], text: str) -> tuple[R, Match] | None:
    """The record that a KEY names by what holds no longer, and what was found there. Raises as `one` does."""
    lists = former_lists(kind)
    changed = [record for record in records if any(getattr(record, name) for name in lists)]
    matches = search(changed, text, forms={Is.KEY, Is.NAME, Is.PERSON})
    if not any(match.former for _record, match in matches):
        return None
    named = one(records, kind, text)
    if _by_key([named], kind, text.strip()):
        return None
    return next(((record, match) for record, match in matches if record is named and match.former), None)


def search(records: Iterable[R], text: str, forms: Collection[Is | None] = (*Is, None)) -> list[tuple[R, Match]]:
    """The records with a match in fields of these forms, best first, then by name in Vietnamese order."""
    records, wanted = tuple(records), _Spellings.of(text)
    best: dict[int, Match] = {}
    for searched in _searched(records, forms):
        places, texts = _texts(records, searched)
        for at, rank in _ranked(texts, wanted):
            match = Match(rank, searched.within or searched.field, texts[at] if searched.within else "")
            best[places[at]] = min(match, best.get(places[at], match), key=attrgetter("order"))
    matches = [(records[place], match) for place, match in sorted(best.items())]
    return sorted(matches, key=lambda pair: (pair[1].rank, collation_key(pair[0].label)))


def ranked_by(text: str) -> Callable[[str], Rank | None]:
    """A function that ranks the match of a text in a value; None if there is none."""
    wanted = _Spellings.of(text)
    return lambda value: _rank(wanted, _Spellings.of(value))


def _listed(records: Sequence[Record]) -> Iterator[str]:
    """A line for each of the first records, and the number of the rest."""
    for record in records[:_LISTED_AT_MOST]:
        yield f"  {record.key}" + (f"  {record.label}" if record.label != record.key else "")
    if len(records) > _LISTED_AT_MOST:
        yield f"  … (+{len(records) - _LISTED_AT_MOST})"


class _Searched(NamedTuple):
    """A field with texts; where it is one of what held before, also the list of that."""

    field: str
    many: bool
    within: str = ""


def _searched(records: Sequence[Record], forms: Collection[Is | None]) -> Iterator[_Searched]:
    """The text fields of these forms, those of former values last; references left out."""
    declared = fields(type(records[0])).values() if records else ()
    for field in declared:
        if _is_searched(field, forms):
            yield _Searched(field.name, field.many)
    for field in declared:
        if (table := field.table()) and issubclass(table, Former):
            for inner in fields(table).values():
                if _is_searched(inner, forms):
                    yield _Searched(inner.name, many=False, within=field.name)


def _is_searched(field: Field, forms: Collection[Is | None]) -> bool:
    return field.base is str and field.refers_to is None and field.form in forms


def _texts(records: Sequence[Record], searched: _Searched) -> tuple[list[int], list[str]]:
    """The texts in a field, and the places of their records."""
    read = attrgetter(searched.field)
    values: Iterable[tuple[int, Any]]
    if searched.within:
        formers = enumerate(map(attrgetter(searched.within), records))
        values = ((place, read(former)) for place, listed in formers for former in listed)
    else:
        values = enumerate(map(read, records))
    texts = [
        (place, text) for place, value in values for text in (value if searched.many else [value] if value else ())
    ]
    return [place for place, _text in texts], [text for _place, text in texts]


def _ranked(texts: Sequence[str], wanted: _Spellings) -> Iterator[tuple[int, Rank]]:
    """The places of the texts that match, with their ranks."""
    parts = wanted.folded.split()
    folded = at_once(lambda text: words(fold(text)), texts) if parts else []
    fitting = [at for at, text in enumerate(folded) if all(part in text for part in parts)]
    spelled = at_once(lambda text: words(one_spelling(text)), [texts[at] for at in fitting])
    for at, spelling in zip(fitting, spelled, strict=True):
        rank = _rank(wanted, _Spellings(_caseless(texts[at]), spelling, folded[at]))
        if rank is not None:
            yield at, rank


def _rank(wanted: _Spellings, text: _Spellings) -> Rank | None:
    return next((rank for rank, fits in _FITS.items() if fits(wanted, text)), None) if wanted.folded else None


def _begins(part: str, text: str) -> bool:
    """Whether the text contains the part at the start of a word or after a sign."""
    return f" {part}" in f" {text}" or bool(part in text and re.search(rf"(?<!\w){re.escape(part)}", text))


def _caseless(text: str) -> str:
    return normalize("NFC", text).strip().casefold()


def _nearest(records: Sequence[Record], kind: type[Record], text: str) -> str:
    """A hint with the record most like the text, or the command that lists them all."""
    squeezed = words(fold(text)).replace(" ", "")
    for record in records:
        if squeezed and squeezed in words(fold(record.label)).replace(" ", ""):
            return _suggestion(record)
    names = {name: record for record in records for name in (record.key, record.label, *record.label.split())}
    if near := closest(text, names):
        record = names[near]
        return _suggestion(record)
    return f"hiephoi {kind.command} list"


def _suggestion(record: Record) -> str:
    if record.label == record.key:
        return _("did you mean '{option}'?").format(option=record.key)
    return _("did you mean '{key}' ({label})?").format(key=record.key, label=record.label)
