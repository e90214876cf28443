"""`hiephoi find`: one word, wherever it stands."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, NamedTuple

import typer

from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.lookup import search
from hiephoi_cli.domain.past import as_of
from hiephoi_cli.domain.records import KINDS, Record, Registry
from hiephoi_cli.domain.vietnamese import collation_key
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface.reading import reading
from hiephoi_cli.output.listing import Column, Listing

EXAMPLES = ("hiephoi find tung", 'hiephoi find "xây lắp"')


class _Hit(NamedTuple):
    """A record, and the field in which the words were found, or what was in it before."""

    record: Record
    field: str
    former: str
    label: str
    """What people call the record today."""

    @property
    def text(self) -> str:
        if self.former:
            return self.former
        value = getattr(self.record, self.field)
        return ", ".join(value) if isinstance(value, tuple) else str(value)


@reading
def verb(
    registry: Registry,
    today: date,
    text: Annotated[str, typer.Argument(metavar=N_("WORDS"), help=N_("Words to look for, with or without accents"))],
) -> Listing:
    now, found = as_of(registry, today), []
    for kind in KINDS:
        matches = search(getattr(registry, kind), text)
        labels = now.labels(kind) if matches else {}
        found += [
            (match.rank, _Hit(record, match.field, match.former, labels[record.key])) for record, match in matches
        ]
    hits = [hit for _rank, hit in sorted(found, key=lambda pair: pair[0])]
    return Listing(columns=_columns(), rows=hits)


def _columns() -> list[Column]:
    asked: list[tuple[str, str, Callable[[_Hit], str]]] = [
        ("kind", _("Kind"), lambda hit: hit.record.noun),
        ("key", _("Key"), lambda hit: hit.record.key),
        ("name", _("Name"), lambda hit: hit.label),
        ("field", _("Found in"), lambda hit: hit.field),
        ("text", _("Text"), lambda hit: hit.text),
    ]
    shown: dict[str, Callable[[_Hit], str]] = {
        "kind": lambda hit: _(hit.record.noun),
        "field": lambda hit: _(fields(type(hit.record))[hit.field].title),
    }
    return [
        Column(name, title, plain, shown.get(name, plain), _order(plain), everyday=place)
        for place, (name, title, plain) in enumerate(asked)
    ]


def _order(text: Callable[[_Hit], str]) -> Callable[[_Hit], object]:
    return lambda hit: collation_key(text(hit))
