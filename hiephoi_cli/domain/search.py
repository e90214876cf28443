"""Finds words and numbers in records, with or without accents and separators, best first."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import compress
from operator import attrgetter
from typing import Any, TypeVar

from msgspec import Struct

from hiephoi_cli.domain import phone, tax_code
from hiephoi_cli.domain.fields import Field, fields
from hiephoi_cli.domain.misspelling import nearly_in
from hiephoi_cli.domain.ranking import Rank, Spellings, Wanted, caseless
from hiephoi_cli.domain.records import Former, Is, Record
from hiephoi_cli.domain.vietnamese import at_once, collation_keys, fold, one_spelling, words

R = TypeVar("R", bound=Record)

_MISTYPED = 5  # letters from which on what differs in one of them is worth a look
_MISTYPED_ALONE = 3  # the same where nothing else matches
_NUMBER = 6  # digits from which on they are looked for in numbers
_MANY = 1000  # lines with a text from which on it pays to look at each line
_TAIL = 7  # digits of a telephone number that stay when its beginning is replaced


_WITHOUT_ACCENTS = {
    Rank.SAME_WORDS: Rank.SAME_FOLDED,
    Rank.CONTAINED: Rank.FOLDED,
    Rank.CONTAINED_WORDS: Rank.FOLDED,
}
"""What ranks mean in codes and addresses, which have no accents in any case."""


class Match(Struct, frozen=True):
    """The rank of a text in a record, and where it matches best."""

    rank: Rank
    field: str
    """The field, or the list of what was in a field before."""
    text: str = ""
    """What matches there."""
    former: bool = False
    """Whether it holds no longer."""


def search(
    records: Iterable[R], text: str, forms: Collection[Is | None] = (*Is, None), *, mistyped: bool = False
) -> list[tuple[R, Match]]:
    """The records with a match in fields of these forms, best first, then by name in Vietnamese order.

    Numbers match however they are written, or by their last digits; `mistyped` adds what differs in one letter,
    unless a thousand texts match.
    """
    records = tuple(records)
    searched = list(_searched(records, forms))
    if not searched or not (wanted := Wanted(text)).folded.text:
        return []
    collected = _Collected.of(records, searched)
    best = collected.best(_matches(collected, wanted, mistyped=mistyped))
    matches = [(records[place], match) for place, match in sorted(best.items())]
    names = collation_keys([record.label for record, _match in matches])
    order = sorted(range(len(matches)), key=lambda at: (matches[at][1].rank, names[at]))
    return [matches[at] for at in order]


class Searched(Struct, frozen=True):
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


class _Collected(Struct, frozen=True):
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

    def best(self, matches: Iterable[tuple[int, Rank]]) -> dict[int, Match]:
        """The best match of each record by its place, given the texts that match."""
        orders = [self._order_in(one) for one in self.searched]
        found: dict[int, tuple[int, int]] = {}
        for at, rank in matches:
            number = bisect_right(self.starts, at) - 1
            place, order = self.places[number][at - self.starts[number]], orders[number][rank]
            if place not in found or order < found[place][0]:
                found[place] = order, at
        return {place: self._match(order, at) for place, (order, at) in found.items()}

    @staticmethod
    def _order_in(searched: Searched) -> list[int]:
        """What matches in a field come first by, for each rank: the rank in this field, then what holds today."""
        bare = searched.field.form in {Is.KEY, Is.EMAIL, Is.WEBSITE}
        return [2 * (_WITHOUT_ACCENTS.get(rank, rank) if bare else rank) + bool(searched.within) for rank in Rank]

    def _match(self, order: int, at: int) -> Match:
        searched = self.searched[bisect_right(self.starts, at) - 1]
        field = searched.within or searched.field.name
        return Match(Rank(order // 2), field, self.texts[at], former=bool(searched.within))

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


def _matches(collected: _Collected, wanted: Wanted, *, mistyped: bool) -> Iterator[tuple[int, Rank]]:
    """The texts that match, with their ranks; a text may come twice."""
    folded = "\n".join(_all_folded(texts) for _field, _start, texts in collected.by_field())
    matches = [*_with_words(collected.texts, folded, wanted), *_with_number(collected, wanted.typed.text)]
    yield from matches
    letters = sum(map(str.isalpha, wanted.folded.text))
    if mistyped and len(matches) < _MANY and letters >= (_MISTYPED if matches else _MISTYPED_ALONE):
        matched = {at for at, _rank in matches}
        yield from ((at, Rank.MISTYPED) for at in _with_another_letter(folded, wanted.folded.text, matched))


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


def _with_words(texts: Sequence[str], folded: str, wanted: Wanted) -> Iterator[tuple[int, Rank]]:
    """The texts with these words, with their ranks."""
    longest, *others = sorted(wanted.folded.text.split(), key=len, reverse=True)
    fitting = [(at, line) for at, line in _with_part(longest, folded) if all(part in line for part in others)]
    typed = [text.strip() for text in at_once(caseless, [texts[at] for at, _line in fitting])]
    ranks = [wanted.rank_as_typed(text, line) for text, (_at, line) in zip(typed, fitting, strict=True)]
    open_ = [number for number, rank in enumerate(ranks) if rank is None]
    spelled = at_once(lambda text: words(one_spelling(text)), [texts[fitting[number][0]] for number in open_])
    for number, spelling in zip(open_, spelled, strict=True):
        ranks[number] = wanted.rank(Spellings(typed[number], spelling, fitting[number][1]))
    yield from ((at, rank) for (at, _line), rank in zip(fitting, ranks, strict=True) if rank is not None)


def _with_part(part: str, text: str) -> Iterator[tuple[int, str]]:
    """The lines that contain a text; where there are many, all lines are gone through, which is faster."""
    if text.count(part) < _MANY:
        return _lines_with(part, text)
    return ((at, line) for at, line in enumerate(text.split("\n")) if part in line)


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
