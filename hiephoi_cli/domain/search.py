"""Finds words and numbers in records, with or without accents and separators, best first."""

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from enum import IntEnum
from itertools import compress
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar
from unicodedata import normalize

from hiephoi_cli.domain import phone, tax_code
from hiephoi_cli.domain.fields import Field, fields
from hiephoi_cli.domain.misspelling import nearly_in
from hiephoi_cli.domain.records import Former, Is, Record
from hiephoi_cli.domain.vietnamese import at_once, collation_keys, fold, one_spelling, words

R = TypeVar("R", bound=Record)

_MISTYPED = 5  # letters from which on what differs in one of them is worth a look
_MISTYPED_ALONE = 3  # the same where nothing else matches
_NUMBER = 6  # digits from which on they are looked for in numbers
_TAIL = 7  # digits of a telephone number that stay when its beginning is replaced


class Rank(IntEnum):
    """How well a text matches, best first; all from SAME to WORDS match from the start of a word."""

    SAME = 0
    """The same apart from case, or the same number."""
    SAME_WORDS = 1
    """The same words apart from tone placement, quotes and hyphens."""
    CONTAINED = 2
    """Contained, or the end of a telephone number, or the beginning of a tax code."""
    CONTAINED_WORDS = 3
    SAME_FOLDED = 4
    """The same words without accents."""
    FOLDED = 5
    """Contained without accents."""
    WORDS = 6
    """Every word begins some word, without accents."""
    INSIDE = 7
    """Contained inside a word, without accents, or inside a number."""
    MISTYPED = 8
    """The same words but for one letter, without accents."""


_WITHOUT_ACCENTS = {
    Rank.SAME_WORDS: Rank.SAME_FOLDED,
    Rank.CONTAINED: Rank.FOLDED,
    Rank.CONTAINED_WORDS: Rank.FOLDED,
}
"""What ranks mean in codes and addresses, which have no accents in any case."""


class Match(NamedTuple):
    """The rank of a text in a record, and where it matches best."""

    rank: Rank
    field: str
    """The field, or the list of what was in a field before."""
    text: str = ""
    """What matches there."""
    former: bool = False
    """Whether it holds no longer."""

    @property
    def order(self) -> tuple[Rank, bool]:
        """What the better of two comes first by; what holds before what held."""
        return self.rank, self.former


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


def search(
    records: Iterable[R], text: str, forms: Collection[Is | None] = (*Is, None), *, mistyped: bool = False
) -> list[tuple[R, Match]]:
    """The records with a match in fields of these forms, best first, then by name in Vietnamese order.

    Numbers match however they are written, or by their last digits; `mistyped` adds what differs in one letter.
    """
    records = tuple(records)
    searched = list(_searched(records, forms))
    if not searched or not (wanted := _Spellings.of(text)).folded:
        return []
    collected = _Collected.of(records, searched)
    best: dict[int, Match] = {}
    for at, rank in _matches(collected, wanted, mistyped=mistyped):
        place, match = collected.match(at, rank)
        best[place] = min(best.get(place, match), match, key=attrgetter("order"))
    matches = [(records[place], match) for place, match in sorted(best.items())]
    names = collation_keys([record.label for record, _match in matches])
    order = sorted(range(len(matches)), key=lambda at: (matches[at][1].rank, names[at]))
    return [matches[at] for at in order]


def ranked_by(text: str) -> Callable[[str], Rank | None]:
    """A function that ranks the match of a text in a value; None if there is none."""
    wanted = _Spellings.of(text)
    return lambda value: _rank(wanted, _Spellings.of(value))


class Searched(NamedTuple):
    """A field with texts; where it is one of what held before, also the list of that."""

    field: Field
    within: str = ""

    def texts(self, records: Sequence[Record]) -> tuple[list[str], Sequence[int]]:
        """The texts in the field, and the places of their records."""
        read = attrgetter(self.field.name)
        if self.within or self.field.many:
            lists: list[tuple[Any, ...]] = list(map(attrgetter(self.within or self.field.name), records))
            if not any(lists):
                return [], []
            pairs = [(item, place) for place, listed in enumerate(lists) for item in listed]
            pairs = [(read(item), place) for item, place in pairs] if self.within else pairs
            return [text for text, _place in pairs if text], [place for text, place in pairs if text]
        values = list(map(read, records))
        if all(values):
            return values, range(len(values))
        return list(filter(None, values)), list(compress(range(len(values)), values))


class _Collected(NamedTuple):
    """All texts of records one after another, field by field."""

    searched: Sequence[Searched]
    starts: Sequence[int]
    """Where the texts of each field begin."""
    places: Sequence[Sequence[int]]
    """The places of the records of the texts of each field."""
    texts: Sequence[str]

    @classmethod
    def of(cls, records: Sequence[Record], searched: Sequence[Searched]) -> "_Collected":
        texts: list[str] = []
        starts, places = [], []
        for one in searched:
            more, of_more = one.texts(records)
            starts.append(len(texts))
            places.append(of_more)
            texts += more
        return cls(searched, starts, places, texts)

    def match(self, at: int, rank: Rank) -> tuple[int, Match]:
        """The place of the record of a text, and the match."""
        number = bisect_right(self.starts, at) - 1
        searched, place = self.searched[number], self.places[number][at - self.starts[number]]
        rank = _WITHOUT_ACCENTS.get(rank, rank) if searched.field.form in {Is.KEY, Is.EMAIL, Is.WEBSITE} else rank
        field = searched.within or searched.field.name
        return place, Match(rank, field, self.texts[at], former=bool(searched.within))

    def by_field(self) -> Iterator[tuple[Field, int, Sequence[str]]]:
        """The texts of each field that has any, and where they begin."""
        for one, start, end in zip(self.searched, self.starts, [*self.starts[1:], len(self.texts)], strict=True):
            if start < end:
                yield one.field, start, self.texts[start:end]


def _searched(records: Sequence[Record], forms: Collection[Is | None]) -> Iterator[Searched]:
    """The text fields of these forms, keys late and former values last; references left out."""
    declared = fields(type(records[0])).values() if records else ()
    ordered = sorted(declared, key=lambda field: field.form is Is.KEY)
    for field in ordered:
        if _is_searched(field, forms):
            yield Searched(field)
    for field in ordered:
        if (table := field.table()) and issubclass(table, Former):
            for inner in fields(table).values():
                if _is_searched(inner, forms):
                    yield Searched(inner, within=field.name)


def texts_of(record: Record) -> list[str]:
    """All texts in a record, former ones too."""
    return [text for searched in _searched([record], (*Is, None)) for text in searched.texts([record])[0]]


def names_in(record: Record) -> list[str]:
    """What people call a record today: the texts of its fields for names."""
    read = (searched.texts([record])[0] for searched in _searched([record], {Is.NAME}) if not searched.within)
    return [text for texts in read for text in texts]


def _is_searched(field: Field, forms: Collection[Is | None]) -> bool:
    return field.base is str and field.refers_to is None and field.form in forms


def _matches(collected: _Collected, wanted: _Spellings, *, mistyped: bool) -> Iterator[tuple[int, Rank]]:
    """The texts that match, with their ranks; a text may come twice."""
    folded = "\n".join(_all_folded(texts) for _field, _start, texts in collected.by_field())
    matches = [*_with_words(collected.texts, folded, wanted), *_with_number(collected, wanted.typed)]
    yield from matches
    if mistyped and sum(map(str.isalpha, wanted.folded)) >= (_MISTYPED if matches else _MISTYPED_ALONE):
        matched = {at for at, _rank in matches}
        yield from ((at, Rank.MISTYPED) for at in _with_another_letter(folded, wanted.folded, matched))


def _all_folded(texts: Sequence[str]) -> str:
    """All texts of a field without accents, a line each: folded at once, which takes a tenth of the time."""
    whole = "\n".join(texts)
    if whole.count("\n") >= len(texts):
        whole = "\n".join(text.replace("\n", " ") for text in texts)
    folded = words(fold(whole))
    if folded.count("\n") == len(texts) - 1:
        return folded
    return "\n".join(words(fold(text)).replace("\n", " ") for text in texts)


def _lines_with(part: str, text: str) -> Iterator[tuple[int, str]]:
    """The lines that contain a text, with their numbers from 0."""
    number, counted, at = 0, 0, text.find(part)
    while at >= 0:
        number += text.count("\n", counted, at)
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        yield number, text[text.rfind("\n", 0, at) + 1 : end]
        counted = end
        at = text.find(part, end)


def _with_words(texts: Sequence[str], folded: str, wanted: _Spellings) -> Iterator[tuple[int, Rank]]:
    """The texts with these words, with their ranks."""
    parts = sorted(wanted.folded.split(), key=len, reverse=True)
    fitting = [(at, line) for at, line in _lines_with(parts[0], folded) if all(part in line for part in parts)]
    spelled = at_once(lambda text: words(one_spelling(text)), [texts[at] for at, _line in fitting])
    for (at, line), spelling in zip(fitting, spelled, strict=True):
        rank = _rank(wanted, _Spellings(_caseless(texts[at]), spelling, line))
        if rank is not None:
            yield at, rank


def _rank(wanted: _Spellings, text: _Spellings) -> Rank | None:
    return next((rank for rank, fits in _FITS.items() if fits(wanted, text)), None) if wanted.folded else None


def _begins(part: str, text: str) -> bool:
    """Whether the text contains the part at the start of a word or after a sign."""
    return f" {part}" in f" {text}" or bool(part in text and re.search(rf"(?<!\w){re.escape(part)}", text))


def _caseless(text: str) -> str:
    return normalize("NFC", text).strip().casefold()


def _with_number(collected: _Collected, typed: str) -> Iterator[tuple[int, Rank]]:
    """The telephone numbers and tax codes that are, begin or end with, or contain the digits that were typed."""
    for form, wanted, written in (
        (Is.PHONE, phone.in_use(phone.dialled(typed)), _in_use),
        (Is.TAX_CODE, {tax_code.digits(typed)}, lambda text: {tax_code.digits(text)}),
    ):
        if not all(len(number) >= _NUMBER and number.isascii() and number.isdecimal() for number in wanted):
            continue
        tail = min(wanted, key=len).removeprefix("0")[-_TAIL:]
        for start, texts in [(start, texts) for field, start, texts in collected.by_field() if field.form is form]:
            digits = phone.without_separators("\n".join(texts))
            for at, _line in _lines_with(tail, digits):
                ranks = [_rank_of_number(one, other) for one in wanted for other in written(texts[at])]
                yield from ((start + at, rank) for rank in ranks if rank is not None)


def _in_use(text: str) -> set[str]:
    """The numbers in a field as they are dialled, those that were replaced also as they are now."""
    return {form for number in phone.numbers(text) for form in phone.in_use(phone.dialled(number))}


def _rank_of_number(wanted: str, number: str) -> Rank | None:
    if wanted == number:
        return Rank.SAME
    if number.startswith(wanted) or number.endswith(wanted):
        return Rank.CONTAINED
    return Rank.INSIDE if wanted in number else None


def _with_another_letter(folded: str, wanted: str, matched: Collection[int]) -> Iterator[int]:
    """The other texts with words that differ in one letter: one too many, one missing, another, or two swapped."""
    half = len(wanted) // 2
    halves = wanted[:half], wanted[half:], f"{wanted[: half - 1]}{wanted[half]}{wanted[half - 1]}{wanted[half + 1 :]}"
    found = dict(line for part in halves if part.strip() for line in _lines_with(part, folded))
    yield from (at for at, line in sorted(found.items()) if at not in matched and nearly_in(wanted, line))
