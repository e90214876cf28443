"""Finds records by what people type: a key, a tax code, or words with or without accents."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from hiephoi_cli.domain import tax_code
from hiephoi_cli.domain.calendar import parse_day
from hiephoi_cli.domain.fields import fields, former_lists
from hiephoi_cli.domain.ranking import Rank
from hiephoi_cli.domain.records import Is, Record, Registry, kind_of
from hiephoi_cli.domain.search import Match, search, texts_of
from hiephoi_cli.domain.suggest import closest, is_short_for
from hiephoi_cli.domain.titles import Titled
from hiephoi_cli.domain.vietnamese import fold, one_spelling, typed, words
from hiephoi_cli.errors import Conflict, InvalidData, NotFound
from hiephoi_cli.i18n import _
from hiephoi_cli.patterns import pattern

R = TypeVar("R", bound=Record)


_LEADING_ZEROS = pattern(r"(?<![0-9])0+(?=[0-9])")
_NUMBER = pattern("[0-9]+")
_LAST_NUMBER = pattern(r"(?:.*[^0-9])?0*([0-9]+)")
_LISTED_AT_MOST = 20
_WITHIN = Rank.CONTAINED, Rank.CONTAINED_WORDS
_EXACT = Rank.SAME, Rank.SAME_WORDS, *_WITHIN


def one(records: Iterable[R], kind: type[R], text: str) -> R:
    """The one record that a KEY names by its key, its tax code, or words of its key or names.

    Digits inside a key name nothing by themselves. Raises NotFound with the closest record as a hint, or Conflict with
    the list of matches.
    """
    return _only(_fitting(tuple(records), kind, text), kind, text)


def _fitting(records: Sequence[R], kind: type[R], text: str) -> list[R]:
    """The records that a KEY may name. Raises NotFound."""
    wanted = text.strip()
    fitting = _by_key(records, kind, wanted) or titled(records, kind, wanted)
    if not fitting and _has_letters(wanted):
        fitting = by_words(records, wanted) or _by_parts_of_key(records, kind, wanted)
    elif not fitting:
        fitting = _by_number(records, kind, wanted)
        if not fitting and " " in wanted:  # a number alone may be meant as that of a line
            fitting = _by_parts_of_key(records, kind, wanted)
    if not fitting:
        raise NotFound(_missing(kind, text), _nearest(records, kind, wanted))
    return fitting


def _missing(kind: type[Record], text: str) -> str:
    if kind.takes_lines and text.strip().isdecimal():
        message = _("no {noun} '{key}'; only `hiephoi {command}` takes the number of a line of your last `match`")
        return message.format(noun=_(kind.noun), key=text, command=kind.takes_lines)
    return _("no {noun} '{key}'").format(noun=_(kind.noun), key=text)


def one_in(registry: Registry, kind: type[R], text: str) -> R:
    """The one record of a registry that a KEY names; a link also by words for its product. Raises as `one` does."""
    records: Sequence[R] = getattr(registry, kind_of(kind))
    wanted = text.strip()
    fitting = _by_key(records, kind, wanted) or _by_product(registry, records, kind, wanted)
    return _only(fitting or _fitting(records, kind, text), kind, text, registry)


def _by_product(registry: Registry, records: Sequence[R], kind: type[R], wanted: str) -> list[R]:
    """The records whose key has the product that a text names, by its code or in words."""
    for name in kind.identified_by:
        if products := fields(kind)[name].may_name:
            from hiephoi_cli.domain.matching_thesaurus import Thesaurus  # only links name products

            codes_of = Thesaurus(getattr(registry, products)).codes
            if codes := codes_of(wanted):
                return [record for record in records if codes_of(getattr(record, name)) == codes]
    return []


def _only(fitting: Sequence[R], kind: type[R], text: str, registry: Registry | None = None) -> R:
    if len(fitting) == 1:
        return fitting[0]
    if len({record.key for record in fitting}) == 1:
        raise Conflict(
            _("{noun} '{key}' occurs twice").format(noun=_(kind.noun), key=fitting[0].key), "hiephoi check duplicate"
        )
    raise Conflict(
        _("'{text}' matches {n} records").format(text=text, n=len(fitting)),
        "\n".join([_("name one by its key:"), *listed(fitting, registry)]),
    )


def _by_key(records: Sequence[R], kind: type[R], wanted: str) -> list[R]:
    """The records with this key, else with this key apart from case, else with this tax code."""
    code = tax_code.normalise(wanted)
    coded = [name for name, field in fields(kind).items() if field.form is Is.TAX_CODE]
    return (
        [record for record in records if record.key == wanted]
        or [record for record in records if record.key.casefold() == wanted.casefold()]
        or [record for record in records if any(getattr(record, name) == code for name in coded)]
    )


def titled(records: Sequence[R], kind: type[R], wanted: str) -> list[R]:
    """The records whose key or name is this one but for its title: `Khu công nghiệp Mẫu` names `KCN Mẫu`."""
    if not kind.titles:
        return []
    text = Titled.of(wanted, kind.titles)
    return [
        record
        for record in records
        if any(text.means(Titled.of(name, kind.titles)) for name in (record.key, record.label))
    ]


def _has_letters(text: str) -> bool:
    return any(map(str.isalpha, text))


def _by_number(records: Sequence[R], kind: type[R], wanted: str) -> list[R]:
    """The records with this number at the end of their id or as a word of a name, or with this day in their key.

    Other numbers in a key name nothing: they may be meant as the number of a line.
    """
    matches = search(records, wanted, forms={Is.NAME, Is.PERSON})
    fitting = _holding([(record, match) for record, match in matches if _has_word(match.text, wanted)])
    number = _number_of(wanted) if wanted.isdecimal() and kind.key_prefix else ""
    fitting += [one for one in records if number and _number_of(one.key) == number and one not in fitting]
    day = "" if kind.takes_lines and wanted.isdecimal() else _day_in_keys(wanted)
    return fitting or [one for one in records if day and _has_word(one.key, day)]


def _number_of(key: str) -> str:
    """The number at the end of an id, without leading zeros; empty where there is none."""
    return _LAST_NUMBER.sub(r"\1", key) if _LAST_NUMBER.fullmatch(key) else ""


def _day_in_keys(text: str) -> str:
    """The day, month or year that a text without letters names, as keys have it; empty where it names none."""
    try:
        return "" if _has_letters(text) else parse_day(text).isoformat()
    except InvalidData:
        return ""


def _by_parts_of_key(records: Sequence[R], kind: type[R], wanted: str) -> list[R]:
    """The records whose key, if made of several values, has all of these words, if possible in their order."""
    parts = _plain_words(" ".join(_day_in_keys(word) or word for word in wanted.split()))
    if kind.key_field() or not parts:
        return []
    having = [record for record in records if all(_in_order([part], iter(_plain_words(record.key))) for part in parts)]
    return [record for record in having if _in_order(parts, iter(_plain_words(record.key)))] or having


def _plain_words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(text))


def _in_order(parts: Sequence[str], words: Iterator[str]) -> bool:
    """Whether each part begins a word, or is a whole number."""
    return all(any(word == part if part.isdecimal() else word.startswith(part) for word in words) for part in parts)


def is_spelled(record: Record, text: str) -> bool:
    """Whether a text that names a record has no accents other than the record's."""
    if titled([record], type(record), text):
        return True
    spelled = words(one_spelling(" ".join([record.key, *texts_of(record)])))
    return all(word in spelled or fold(word) == word for word in words(one_spelling(text)).split())


def by_words(records: Sequence[R], wanted: str) -> list[R]:
    """The records whose key or names match these words best, from the start of a word and with whole numbers."""
    numbers = {*_NUMBER.findall(wanted)}
    matches = [
        (record, match)
        for record, match in search(records, wanted, forms={Is.KEY, Is.NAME, Is.PERSON})
        if match.rank < Rank.INSIDE and numbers <= {*_NUMBER.findall(match.text)}
    ]
    spelled = fold(wanted) != wanted.casefold()  # accents were typed, so they count
    for rank in _EXACT if spelled else (*_EXACT, Rank.SAME_FOLDED):
        if fitting := [
            (record, match) for record, match in matches if match.rank == rank and (spelled or _is_whole(match, wanted))
        ]:
            return _holding(fitting)
    return _holding(matches)


def _is_whole(match: Match, wanted: str) -> bool:
    """Whether the words match to the end of the last one: without accents, the beginning of a word is anybody's."""
    return match.rank not in _WITHIN or _has_word(match.text, wanted)


def _has_word(text: str, wanted: str) -> bool:
    """Whether a text has these words, whole and one after the other."""
    return f" {_words(wanted)} " in f" {_words(text)} "


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", one_spelling(text)))


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


def listed(records: Sequence[Record], registry: Registry | None = None) -> Iterator[str]:
    """A line for each of the first records, with its key as it is typed and its name, and the number of the rest."""
    for record in records[:_LISTED_AT_MOST]:
        called = record.label if record.label != record.key else _referred(record, registry)
        yield f"  {typed(record.key)}  {called}".rstrip()
    if len(records) > _LISTED_AT_MOST:
        yield f"  … (+{len(records) - _LISTED_AT_MOST})"


def _referred(record: Record, registry: Registry | None) -> str:
    """The names of the records that a key made of several refers to: of a link, its supplier and its buyer."""
    declared = fields(type(record))
    keys = [(declared[name].refers_to, getattr(record, name)) for name in record.identified_by if registry]
    names = [registry.labels(kind).get(key) for kind, key in keys if registry and kind]
    return " → ".join(filter(None, names))


def _nearest(records: Sequence[Record], kind: type[Record], text: str) -> str:
    """A hint with the record most like the text, or the command that lists them all."""
    squeezed = words(fold(text)).replace(" ", "")
    number = _LEADING_ZEROS.sub("", squeezed)
    for record in records:
        if number == _LEADING_ZEROS.sub("", words(fold(record.key)).replace(" ", "")):
            return suggestion(record)
    if not _has_letters(text):
        return f"hiephoi {kind.command} list"
    for record in records:
        if squeezed and squeezed in words(fold(record.label)).replace(" ", ""):
            return suggestion(record)
    if meant := next((record for record in records if is_short_for(text, record.label)), None):
        return suggestion(meant)
    names = {name: record for record in records for name in (record.key, record.label, *record.label.split())}
    if near := closest(text, names):
        record = names[near]
        return suggestion(record)
    return f"hiephoi {kind.command} list"


def suggestion(record: Record) -> str:
    """A hint that this record may be meant."""
    if record.label == record.key:
        return _("did you mean '{option}'?").format(option=record.key)
    return _("did you mean '{key}' ({label})?").format(key=record.key, label=record.label)
