"""Proposals as listings: in words with the reason for people, field by field for programs."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Annotated

import typer
from msgspec import structs

from hiephoi_cli.domain.calendar import show_date
from hiephoi_cli.domain.matching import Rank
from hiephoi_cli.domain.matching_lines import Line
from hiephoi_cli.domain.matching_members import LeftOut
from hiephoi_cli.domain.records import Member, Registry
from hiephoi_cli.errors import UsageError
from hiephoi_cli.i18n import N_, _, ngettext
from hiephoi_cli.interface import columns
from hiephoi_cli.output.listing import Column, Group, Listing, Note, Total

Best = Annotated[
    int,
    typer.Option("--max", "-n", metavar=N_("NUMBER"), help=N_("Propose at most this many members for each need")),
]
BestBothWays = Annotated[
    int,
    typer.Option(
        "--max",
        "-n",
        metavar=N_("NUMBER"),
        help=N_("Propose at most this many members for each need, and for each offer of the member asked about"),
    ),
]


def limit(most: int) -> int:
    """How many members are proposed for a need at most. Raises UsageError."""
    if most < 1:
        raise UsageError("--max: " + _("'{text}' is less than {limit}").format(text=most, limit=1))
    return most


_UNCONFIRMED = "†"


def listing(registry: Registry, lines: Sequence[Line], day: date, left_out: LeftOut) -> Listing:
    """The proposals; for people a need comes with who has it, and an offer with the reason."""
    names = registry.labels("members")
    found = columns.listing(registry, Line, lines, day=day)
    shown: dict[str, Callable[[Line], str]] = {
        "seeks": lambda line: _by(line.seeks, names.get(line.buyer or "")),
        "supplier": lambda line: _marked(line, names.get(line.supplier, line.supplier)),
        "offers": lambda line: f"{line.offers} · {reason(registry, line)}",
    }
    for_people = [
        structs.replace(column, brief=shown.get(column.key), once=column.key == "seeks") for column in found.columns
    ]
    notes = _notes(lines, left_out)
    return structs.replace(
        found,
        columns=for_people,
        total=Total(len, _counted(lines, left_out)),
        notes=notes,
        empty="" if notes else None,
    )


def with_unmet(found: Listing, needs: Iterable[str], message: str) -> Listing:
    """The proposals, with a message for each need that nobody could meet."""
    notes = [_note(message.format(need=need)) for need in dict.fromkeys(needs)]
    return structs.replace(found, notes=[*found.notes, *notes], empty="") if notes else found


def both_ways(
    registry: Registry,
    member: Member,
    sought: Sequence[Line],
    offered: Sequence[Line],
    day: date,
    left_out: LeftOut,
) -> Listing:
    """The proposals for one member under two titles: who could supply it, and whom it could supply."""
    names = registry.labels("members")
    found = listing(registry, [*sought, *offered], day, left_out)
    keys = {line.number for line in sought}
    title = f"{member.id} {member.name}"
    asked = {
        "own": (_("Its own words"), lambda line: line.seeks if line.number in keys else line.offers),
        "partner": (
            _("Other member"),
            lambda line: _marked(line, names.get((line.supplier if line.number in keys else line.buyer) or "", "")),
        ),
        "theirs": (
            _("The other's words"),
            lambda line: f"{line.offers if line.number in keys else line.seeks} · {reason(registry, line)}",
        ),
    }
    for_people = [
        Column(key, name, text, text, text, everyday=place, once=key == "own", people_only=True)
        for place, (key, (name, text)) in enumerate(asked.items(), start=1)
    ]
    kept = [structs.replace(one, everyday=0 if one.key == "number" else None) for one in found.columns]
    groups = [
        Group("seeks", _("{member} seeks").format(member=title), sought),
        Group("offers", _("{member} offers").format(member=title), offered),
    ]
    return structs.replace(found, columns=[*kept, *for_people], groups=[group for group in groups if group.rows])


def reason(registry: Registry, line: Line) -> str:
    """Why two meet, in the reader's language."""
    why = _(line.rank.shown)
    if line.rank is Rank.PRODUCT:
        names = registry.labels("products")
        why += ": " + ", ".join(names.get(code, code) for code in line.products)
    elif line.rank not in {Rank.SAME, Rank.LOOKS_ALIKE} and line.words:
        why += ": " + ", ".join(line.words)
    parts = [why, _("only accents differ: {words}").format(words=", ".join(line.differs)) if line.differs else ""]
    return "; ".join(filter(None, [*parts, _of_link(registry, line)]))


def _of_link(registry: Registry, line: Line) -> str:
    if not line.link or not line.link_since:
        return ""
    product = line.link_product or ""
    return _("linked for {product}: {status} ({day})").format(
        product=registry.labels("products").get(product, product),
        status=_(line.link.shown),
        day=show_date(line.link_since),
    )


def _by(need: str, name: str | None) -> str:
    return f"{need} ({name})" if name else need


def _marked(line: Line, name: str) -> str:
    return name + f" {_UNCONFIRMED}" * line.unconfirmed


def _counted(lines: Sequence[Line], left_out: LeftOut) -> Callable[[str, int], str]:
    """How many proposals there are, and how to record one, if any has a buyer."""
    first = next((line.number for line in lines if line.buyer), None)

    def proposals(number: str, count: int) -> str:
        shown, every = number.split("/", maxsplit=1)[0], count + left_out.more
        number = f"{shown}/{every}" if left_out.more else number
        said = ngettext("{n} proposal", "{n} proposals", every).format(n=number)
        more = _("record one by its number: `{command}`").format(command=f"hiephoi link add {first}")
        return f"{said}; {more}" if first else said

    return proposals


def _notes(lines: Sequence[Line], left_out: LeftOut) -> list[Note]:
    marked = [line for line in lines if line.unconfirmed]
    texts = filter(None, (_more(left_out), _linked(left_out)))
    return [*([Note(marked, _unconfirmed)] if marked else []), *(_note(text) for text in texts)]


def _note(text: str) -> Note:
    return Note((), lambda _rows: text)


def _more(left_out: LeftOut) -> str:
    """How many proposals there are beyond the best of each need, and how to see them."""
    if not left_out.more:
        return ""
    message = ngettext("{n} more proposal with `{option}`", "{n} more proposals with `{option}`", left_out.more)
    return message.format(n=left_out.more, option=f"--max {left_out.most}")


def _linked(left_out: LeftOut) -> str:
    if not left_out.linked:
        return ""
    return ngettext(
        "{n} need has a supplier linked for it already: `--linked` shows it",
        "{n} needs have a supplier linked for them already: `--linked` shows them",
        left_out.linked,
    ).format(n=left_out.linked)


def _unconfirmed(lines: Sequence[Line]) -> str:
    number = len(lines)
    message = ngettext(
        "{mark} {n} proposal of a member whose profile was not confirmed for a year: `hiephoi member confirm KEY`",
        "{mark} {n} proposals of members whose profiles were not confirmed for a year: `hiephoi member confirm KEY`",
        number,
    )
    return message.format(mark=_UNCONFIRMED, n=number)
