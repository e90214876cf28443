"""Matches rows with records of the registry: by key, else by identifying fields; never by a guess."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import filterfalse
from typing import Any

from msgspec import Struct

from hiephoi_cli.domain.fields import fields, former_labels
from hiephoi_cli.domain.keys import given_key, made_key, numbered, prefix_of
from hiephoi_cli.domain.lookup import titled
from hiephoi_cli.domain.records import KINDS, Record, Registry
from hiephoi_cli.domain.references import key_or_words
from hiephoi_cli.domain.vietnamese import at_once, one_spelling
from hiephoi_cli.errors import Conflict
from hiephoi_cli.i18n import _

Values = Mapping[str, Any]
Token = tuple[str, object]
"""A field, or "" for the key, and its value."""


class Clash(Conflict):
    """A row that fits several records, or one that another row describes; `fields` are those that show it."""

    def __init__(self, message: str, hint: str, fields: Sequence[str]) -> None:
        super().__init__(message, hint)
        self.fields = fields


class Identifiers(Struct, frozen=True):
    """The values of a row, and what among them identifies its record."""

    values: Values
    key: str | None
    tokens: list[Token]
    """The surest first, which is the key."""


def identifiers(table: type[Record], rows: Sequence[Values]) -> list[Identifiers]:
    """What identifies the record of each row; names may differ in case and in the placement of tones."""
    own, key_field, left_open = table.called_by, table.key_field(), table.may_lack()
    names = at_once(one_spelling, [str(row.get(own) or "") for row in rows])
    of_rows = []
    for row, spelled in zip(rows, names, strict=True):
        key = row.get(key_field) if key_field and not table.key_from else given_key(table, row)
        identity = key if key_field else table.identity_of(row)
        tokens: list[Token] = [("", identity)] if identity else []
        if identity and left_open:
            sure = {name: value for name, value in row.items() if name not in left_open}
            tokens += [(_LOOSELY, loose)] if (loose := table.identity_of(sure)) else []
        tokens += [(name, spelled if name == own else row[name]) for name in table.recognised_by if row.get(name)]
        of_rows.append(Identifiers(row, key, tokens))
    return of_rows


_LOOSELY = "?"
"""The field of a token that leaves out what may be left open, such as a mandate's member."""


_TITLED = "…"
"""The field of a token that leaves out the title of a name."""


class Match(Struct, frozen=True):
    """The place of a row's record, and the field that identified it; empty for the key."""

    place: int
    by: str


class RecordIndex:
    """The records of a kind by their identifiers."""

    def __init__(self, registry: Registry, kind: str) -> None:
        self._table = KINDS[kind]
        self._records: list[Record] = list(getattr(registry, kind))
        self._ids = numbered(registry, kind)
        self._usual = re.compile(rf"{re.escape(prefix_of(registry, self._table))}-[0-9]+")
        self._reserved: set[str] = set()
        kinds = {name: fields(self._table)[name].may_name for name in self._table.identified_by}
        self.worded = {name: key_or_words(registry, kind) for name, kind in kinds.items() if kind}
        """By field of the key that may hold words: what gives the key of the record that they name, else the words."""
        self._by: dict[Token, list[int]] = defaultdict(list)
        names = {*self._table.recognised_by, *(() if self._table.key_field() else self._table.identified_by)}
        values = [{name: getattr(record, name) for name in names} for record in self._records]
        for index, (record, own) in enumerate(zip(self._records, identifiers(self._table, values), strict=True)):
            for token in dict.fromkeys((("", record.identity), *own.tokens)):
                self._by[token].append(index)
        held = {**self._by}
        for index, record in enumerate(self._records):
            of_former = {(self._table.called_by, one_spelling(name)) for name in former_labels(record)}
            for token in {*of_former, self._meant(values[index])} if self.worded else of_former:
                if token not in held:
                    self._by[token].append(index)

    def match(self, row: Identifiers, repeats: Callable[[int, str], bool]) -> Match | None:
        """The record of a row; None if it is a new one.

        `repeats` says whether a field of the row merely repeats what the record at an index holds.
        Raises Clash if several records fit, or different ones by different fields.
        """
        fitting = [token for token in row.tokens if token in self._by]
        if not fitting:
            meant = self._meant(row.values)
            return Match(self._only(meant, row.key), "") if meant in self._by else self._titled(row)
        by, *others = fitting
        if by[0] == _LOOSELY:
            return self._loose_match(row, by)
        others = [token for token in others if token[0] != _LOOSELY]
        index = self._only(by, row.values.get(by[0], row.key))
        for token in others:
            if index not in self._by[token] and not repeats(index, token[0]):
                raise self._two(row, by, token)
        self._refuse_other(self._records[index], row, by[0])
        return Match(index, by[0])

    def in_keys(self, values: Values) -> dict[str, Any]:
        """The values with keys in place of words that name records."""
        return {**values, **{name: key(values[name]) for name, key in self.worded.items() if name in values}}

    def _meant(self, values: Values) -> Token:
        """The key that these values make where words name a record."""
        return "", self._table.identity_of(self.in_keys(values))

    def _titled(self, row: Identifiers) -> Match | None:
        """The record whose name is the row's but for its title. Raises Clash for several."""
        own = self._table.called_by
        named = titled(self._records, self._table, str(row.values.get(own) or "")) if self._table.titles else []
        if not named:
            return None
        token = (_TITLED, row.values[own])
        self._by[token] = [self._records.index(record) for record in named]
        self._only(token, row.values[own])
        self._refuse_other(named[0], row, own)
        return Match(self._by.pop(token)[0], own)

    def _loose_match(self, row: Identifiers, token: Token) -> Match | None:
        """The record that equals the row's, except for what either leaves open."""
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

    def new_key(self, row: Identifiers) -> str:
        """The key of a new record. Raises Conflict if it is taken, InvalidData if none can be derived."""
        if row.key:
            return row.key
        if self._table.key_prefix:
            return next(filterfalse(self._is_taken, self._ids))
        made = made_key(self._table, row.values)
        if self._is_taken(made):
            raise Conflict(_("{noun} '{key}' already exists").format(noun=_(self._table.noun), key=made))
        return made

    def reserve(self, keys: Iterable[str]) -> None:
        """Keep these keys from being given to other new records."""
        self._reserved.update(keys)

    def is_usual(self, key: str) -> bool:
        """Whether a key has the usual form, if records of this kind are numbered."""
        return not self._table.key_prefix or bool(self._usual.fullmatch(key))

    def add(self, record: Record) -> None:
        """Add a new record."""
        self._by["", record.identity].append(len(self._records))
        self._records.append(record)

    def _is_taken(self, key: str) -> bool:
        return key in self._reserved or ("", key) in self._by

    def _only(self, token: Token, value: object) -> int:
        indices = self._by[token]
        if len(indices) > 1:
            keys = ", ".join(f"'{self._records[index].key}'" for index in indices)
            raise Clash(
                _("'{text}' matches {n} records").format(text=value, n=len(indices)) + f": {keys}",
                _("add a column with their keys"),
                [_field(self._table, token)],
            )
        return indices[0]

    def _two(self, row: Identifiers, by: Token, token: Token) -> Clash:
        key, other_key = (self._records[self._by[fitting][0]].key for fitting in (by, token))
        value, other = (row.values.get(name, row.key) for name, _value in (by, token))
        return Clash(
            _("by {field} '{value}' it is {key}, by {other_field} '{other}' {other_key}").format(
                field=self._title(by),
                value=value,
                key=key,
                other_field=self._title(token),
                other=other,
                other_key=other_key,
            ),
            _("correct the one that is wrong"),
            [_field(self._table, fitting) for fitting in (by, token)],
        )

    def _title(self, token: Token) -> str:
        """The title of a token's field, or of those that make the key."""
        declared = fields(self._table)
        return ", ".join(_(declared[name].title) for name in ([token[0]] if token[0] else self._table.identified_by))

    def _refuse_other(self, record: Record, row: Identifiers, name: str) -> None:
        """Raise Clash if a record identified by one field differs from the row in a surer one."""
        surer = _surer(self._table, name)
        differing = next((field for field in surer if row.values.get(field) and getattr(record, field)), None)
        if (name and row.key) or differing:
            raise Clash(
                _("'{value}' is {key}, whose {field} is '{stored}', not '{listed}'").format(
                    value=row.values[name],
                    listed=row.values[differing] if differing else row.key,
                    key=record.key,
                    field=self._title((differing or "", None)),
                    stored=getattr(record, differing) if differing else record.key,
                ),
                _("add a column with the record's key, or change the record with `edit`"),
                [name, _field(self._table, (differing or "", None))],
            )


class EarlierRows:
    """The rows read so far, by their identifiers; no two may describe one record."""

    def __init__(self, table: type[Record]) -> None:
        self._table = table
        self._rows: dict[Token, tuple[int, Identifiers]] = {}

    def add(self, number: int, row: Identifiers) -> None:
        """Add a row. Raises Clash if an earlier one describes the same record."""
        shared = None
        for token in row.tokens:
            if token not in self._rows:
                self._rows[token] = number, row
            elif not _differ(self._rows[token][1], row, token):
                shared = shared or token
        if shared:
            raise twice(self._table, self._rows[shared][0], row.values.get(shared[0], row.key), shared)


def twice(table: type[Record], row: int, value: object, by: Token = ("", None)) -> Clash:
    """The error if a row describes the same record as another, by the number of that row and what both hold."""
    message = _("row {n} describes the same {noun}: '{value}'").format(n=row, noun=_(table.noun), value=value)
    return Clash(message, _("remove one of them"), [_field(table, by)])


def _field(table: type[Record], token: Token) -> str:
    """The field of a token; of a key that several fields make, the first."""
    if token[0] == _TITLED:
        return table.called_by
    return token[0] if token[0] in table.recognised_by else table.identified_by[0]


def _differ(row: Identifiers, other: Identifiers, token: Token) -> bool:
    """Whether two rows that share a token differ in a surer field that both have."""
    names = {name for name, _value in row.tokens[: row.tokens.index(token)]}
    return any(name in names for name, _value in other.tokens[: other.tokens.index(token)])


def _surer(table: type[Record], name: str) -> tuple[str, ...]:
    """The fields that identify a record more surely than this one."""
    return table.recognised_by[: table.recognised_by.index(name)] if name else ()
