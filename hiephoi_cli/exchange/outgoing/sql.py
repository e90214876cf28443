"""Declares the tables of a database in SQL."""

from collections.abc import Callable, Collection, Iterable, Sequence

from msgspec import Struct

from hiephoi_cli.domain.records import KINDS, Registry


class Dialect(Struct, frozen=True):
    """How tables are declared; by default as every program can open them."""

    today: str = "date('now', 'localtime')"
    """The expression for today's date in views."""
    collated: bool = False
    """Whether texts are in Vietnamese order, by collations that the connection must have."""
    constrained: bool = True
    """Whether values must be as declared, keys unique, and references resolve."""


class Column(Struct, frozen=True):
    """A column of a table of the database."""

    name: str
    type: str
    title: str
    """English; translate to show it."""
    needed: bool
    refers_to: str | None = None
    """The table whose key it holds."""
    choices: Sequence[object] = ()
    """Its only values; empty where any value will do."""
    collation: str = ""
    """The order of its texts, where people have one."""
    unique: bool = False

    def declared(self, dialect: Dialect) -> str:
        """The column in SQL."""
        words = [quoted(self.name), self.type]
        words += [f"COLLATE {self.collation}"] if self.collation and dialect.collated else []
        if not dialect.constrained:
            return " ".join(words)
        words += ["NOT NULL"] if self.needed else []
        words += ["UNIQUE"] if self.unique else []
        words += [_reference(self.refers_to)] if self.refers_to else []
        if self.choices:
            words.append(f"CHECK ({quoted(self.name)} IN ({', '.join(map(_literal, self.choices))}))")
        return " ".join(words)


def _literal(value: object) -> str:
    """A choice as SQL writes it; none has a quote."""
    return f"'{value}'" if isinstance(value, str) else str(value)


def _reference(kind: str) -> str:
    return f"REFERENCES {quoted(kind)} ({quoted(KINDS[kind].key_field())})" if KINDS[kind].key_field() else ""


class Relation(Struct, frozen=True):
    """A table of the database."""

    name: str
    columns: Sequence[Column]
    key: Sequence[str]
    """The columns of its key: a unique constraint instead of a primary key if one of them may be null."""
    rows: Callable[[Registry, Collection[str]], Iterable[Sequence[object]]]
    """The rows of a registry, with only the columns of these names."""
    references: Sequence[str] = ()

    def declared(self, dialect: Dialect) -> str:
        """The statement that makes the table."""
        needed = {column.name for column in self.columns if column.needed}
        kind = "PRIMARY KEY" if needed.issuperset(self.key) else "UNIQUE"
        constraints = [*([f"{kind} ({listed(self.key)})"] if self.key else []), *self.references]
        columns = [column.declared(dialect) for column in self.columns]
        lines = ",\n    ".join([*columns, *(constraints if dialect.constrained else [])])
        return f"CREATE TABLE {quoted(self.name)} (\n    {lines}\n) STRICT;\n"


def listed(names: Iterable[str]) -> str:
    """Names in quotes, with commas between."""
    return ", ".join(map(quoted, names))


def quoted(name: str) -> str:
    """A name in quotes, as it may be a keyword of SQL, such as `on`."""
    return f'"{name}"'
