"""Which record of the registry a row is about: by its key, else by what tells it from others; never by a guess."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import filterfalse
from typing import Any, NamedTuple

from hiephoi_cli.domain.fields import fields, former_labels
from hiephoi_cli.domain.keys import given_key, made_key, numbered, prefix_of
from hiephoi_cli.domain.records import KINDS, Record, Registry
from hiephoi_cli.domain.vietnamese import at_once, one_spelling
from hiephoi_cli.errors import Conflict
from hiephoi_cli.i18n import _

Values = Mapping[str, Any]
Token = tuple[str, object]
"""A field, or nothing for the key, and what it holds."""


class Told(NamedTuple):
    """What a row tells its record by."""

    values: Values
    key: str | None
    tokens: list[Token]
    """What tells it, the surest first, which is the key."""


def told(table: type[Record], rows: Sequence[Values]) -> list[Told]:
    """What rows tell records of that kind by; names may differ in case and in the place of tones."""
    own = table.called_by
    names = at_once(one_spelling, [str(row.get(own) or "") for row in rows])
    found = []
    for row, spelled in zip(rows, names, strict=True):
        key = given_key(table, row)
        identity = table.identity_of(row) if not table.key_field() else key
        tokens: list[Token] = [("", identity)] if identity else []
        if identity and (loose := _loosely(table, row)):
            tokens.append((_LOOSELY, loose))
        tokens += [(name, spelled if name == own else told) for name in table.told_by if (told := row.get(name))]
        found.append(Told(row, key, tokens))
    return found


_LOOSELY = "?"
"""Stands for the field of a token that tells a record but for what may be left open, such as a mandate's member."""


def _loosely(table: type[Record], row: Values) -> object:
    """What identifies the record of a row but for what may be left open; None for a kind that leaves nothing open."""
    if not (left_open := table.may_lack()):
        return None
    return table.identity_of({name: value for name, value in row.items() if name not in left_open})


class Match(NamedTuple):
    """The place of the record that a row is about, and the field that told it; empty for the key."""

    place: int
    by: str


class Known:
    """The records of a kind by all that tells them apart."""

    def __init__(self, registry: Registry, kind: str) -> None:
        self._table = KINDS[kind]
        self._records: list[Record] = list(getattr(registry, kind))
        self._ids = numbered(registry, kind)
        self._usual = re.compile(rf"{re.escape(prefix_of(registry, self._table))}-[0-9]+")
        self._reserved: set[str] = set()
        self._by: dict[Token, list[int]] = defaultdict(list)
        names = {*self._table.told_by, *(() if self._table.key_field() else self._table.identified_by)}
        telling = [{name: getattr(record, name) for name in names} for record in self._records]
        for index, (record, known) in enumerate(zip(self._records, told(self._table, telling), strict=True)):
            for token in dict.fromkeys((("", record.identity), *known.tokens)):
                self._by[token].append(index)
        held = {**self._by}
        for index, record in enumerate(self._records):
            for token in {(self._table.called_by, one_spelling(name)) for name in former_labels(record)}:
                if token not in held:
                    self._by[token].append(index)

    def match(self, row: Told, repeats: Callable[[int, str], bool]) -> Match | None:
        """The record that a row is about; None where it is a new one.

        `repeats` tells whether the row has in a field just what a record at some place has, which speaks against none.
        Raises Conflict where it fits several, or one record in this and another in that.
        """
        known = [token for token in row.tokens if token in self._by]
        if not known:
            return None
        by, *others = known
        if by[0] == _LOOSELY:
            return self._loose_match(row, by)
        others = [token for token in others if token[0] != _LOOSELY]
        place = self._only(by, row.values.get(by[0], row.key))
        for token in others:
            if place not in self._by[token] and not repeats(place, token[0]):
                raise self._two(by, token)
        self._refuse_other(self._records[place], row, by[0])
        return Match(place, by[0])

    def _loose_match(self, row: Told, token: Token) -> Match | None:
        """The record that is the row's but for what either leaves open."""
        open_fields = self._table.may_lack()
        fitting = [
            index
            for index in self._by[token]
            if any(getattr(self._records[index], name) is None or name not in row.values for name in open_fields)
        ]
        if len(fitting) > 1:
            self._by[token] = fitting
            self._only(token, row.key)
        return Match(fitting[0], "") if fitting else None

    def new_key(self, row: Told) -> str:
        """The key of a new record. Raises Conflict where another has it, InvalidData where none follows."""
        if row.key:
            return row.key
        if self._table.key_prefix:
            return next(filterfalse(self._is_taken, self._ids))
        made = made_key(self._table, row.values)
        if self._is_taken(made):
            raise Conflict(_("{noun} '{key}' already exists").format(noun=_(self._table.noun), key=made))
        return made

    def reserve(self, keys: Iterable[str]) -> None:
        """Let no new record be given one of these keys."""
        self._reserved.update(keys)

    def is_usual(self, key: str) -> bool:
        """Whether a key has the form of those that the program gives, if it numbers records of this kind."""
        return not self._table.key_prefix or bool(self._usual.fullmatch(key))

    def add(self, record: Record) -> None:
        """Let the key of a new record be taken."""
        self._by["", record.identity].append(len(self._records))
        self._records.append(record)

    def _is_taken(self, key: str) -> bool:
        return key in self._reserved or ("", key) in self._by

    def _only(self, token: Token, value: object) -> int:
        found = self._by[token]
        if len(found) > 1:
            keys = ", ".join(f"'{self._records[index].key}'" for index in found)
            raise Conflict(
                _("'{text}' matches {n} records").format(text=value, n=len(found)) + f": {keys}",
                _("give a column with their keys"),
            )
        return found[0]

    def _two(self, by: Token, token: Token) -> Conflict:
        one, other = (self._records[self._by[fitting][0]].key for fitting in (by, token))
        return Conflict(
            _("by {field} it is {key}, by {other} {other_key}").format(
                field=self._called(by), key=one, other=self._called(token), other_key=other
            ),
            _("mend what is wrong of the two"),
        )

    def _called(self, token: Token) -> str:
        """What people call the field of a token."""
        declared = fields(self._table)
        return ", ".join(_(declared[name].title) for name in ([token[0]] if token[0] else self._table.identified_by))

    def _refuse_other(self, record: Record, row: Told, name: str) -> None:
        """Raise Conflict where a record that is told by one field differs in what tells more surely."""
        surer = _surer(self._table, name)
        differing = next((one for one in surer if row.values.get(one) and getattr(record, one)), None)
        if (name and row.key) or differing:
            raise Conflict(
                _("'{value}' is {key}, whose {field} is '{known}'").format(
                    value=row.values[name],
                    key=record.key,
                    field=self._called((differing or "", None)),
                    known=getattr(record, differing) if differing else record.key,
                ),
                _("give the key of the record in a column, or change it with `edit`"),
            )


class Seen:
    """What the rows of a file told their records by; no two rows may be about one."""

    def __init__(self, table: type[Record]) -> None:
        self._table = table
        self._rows: dict[Token, tuple[int, Told]] = {}

    def refuse_again(self, number: int, row: Told) -> None:
        """Raise Conflict where a row above was about the same record."""
        again = None
        for token in row.tokens:
            if token not in self._rows:
                self._rows[token] = number, row
            elif not _apart(self._rows[token][1], row, token):
                again = again or token
        if again:
            raise twice(self._table, self._rows[again][0], row.values.get(again[0], row.key))


def twice(table: type[Record], row: int, value: object) -> Conflict:
    """That two rows are about one record: the number of the other row, and what both say."""
    said = _("row {n} is about the same {noun}: '{value}'").format(n=row, noun=_(table.noun), value=value)
    return Conflict(said, _("take one of them out"))


def _apart(one: Told, other: Told, token: Token) -> bool:
    """Whether two rows that have this in common have both something surer, in which they differ."""
    names = {name for name, _value in one.tokens[: one.tokens.index(token)]}
    return any(name in names for name, _value in other.tokens[: other.tokens.index(token)])


def _surer(table: type[Record], name: str) -> tuple[str, ...]:
    """The fields that tell a record more surely than this one."""
    return table.told_by[: table.told_by.index(name)] if name else ()
