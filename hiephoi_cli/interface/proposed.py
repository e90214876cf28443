"""A line of a person's last `match` in place of two KEYs."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from hiephoi_cli.domain import changes
from hiephoi_cli.domain.fields import Field
from hiephoi_cli.domain.records import Link, Member, Registry
from hiephoi_cli.domain.vietnamese import typed
from hiephoi_cli.errors import Conflict, NotFound, UsageError
from hiephoi_cli.i18n import _
from hiephoi_cli.interface.invocation import author, today
from hiephoi_cli.interface.prompts import asked, needed
from hiephoi_cli.output.screen import somebody_is_there
from hiephoi_cli.patterns import pattern
from hiephoi_cli.storage.proposals import Kept, kept

_NUMBERS = pattern(r"\d+")
_LINES = pattern(r"\s*\d{1,9}(?:[\s,;–-]+\d{1,9})*[\s,;]*", re.ASCII)  # a tax code has more digits


def are_lines(text: str) -> bool:
    """Whether a text is the number of a line, or several of them: `2`, `1,2`, `1-3`."""
    return bool(_LINES.fullmatch(text))


def refuse_lines(registry: Callable[[], Registry], *keys: str) -> None:
    """Raise UsageError for the number of a line in place of one of two KEYs, unless a member has it as its ID."""
    numbers = [key for key in keys if are_lines(key)]
    ids = {member.id for member in registry().members} if numbers else ()
    for number in numbers:
        if number.strip() not in ids:
            raise one_at_a_time(number)


def one_at_a_time(text: str) -> UsageError:
    """The error for the number of a line beside another argument, or for several numbers."""
    return UsageError(
        _("'{text}' stands for a line of your last `match`: one line at a time, without anything else").format(
            text=text
        ),
        f"hiephoi link add {next(_NUMBERS.finditer(text))[0]}",
    )


def line(registry: Path, text: str) -> Kept:
    """The line of this person's last `match` with that number. Raises UsageError, NotFound."""
    if not (text.isascii() and text.isdecimal()):
        if are_lines(text):
            raise one_at_a_time(text)
        raise UsageError(_("'{name}' is missing").format(name=_("BUYER")), "hiephoi link add --help")
    lines = {str(one.number): one for one in kept(registry, author().by)}
    chosen = lines.get(text.lstrip("0"))
    if not chosen:
        raise NotFound(_("your last `match` has no line {number}").format(number=text), "hiephoi match")
    if chosen.buyer is None:
        raise UsageError(
            _("line {number} has no buyer").format(number=text),
            f"hiephoi link add {chosen.supplier} {_('BUYER')} --product {typed(chosen.product)}",
        )
    return chosen


def linked(registry: Registry, line: Kept, values: Mapping[str, Any]) -> Registry:
    """The registry with a link of the two of a line. Raises Conflict where it no longer holds, or is recorded."""
    supplier, buyer = (_member(registry, key, values["on"]) for key in (line.supplier, line.buyer))
    stands = supplier and buyer and line.offer in supplier.offers and (line.need in buyer.seeks or not line.recorded)
    if stands and not line.linked and (link := _link(registry, line, max(values["on"], today()))):
        raise Conflict(
            _("line {number} of your last `match` is recorded already: {link}").format(
                number=line.number, link=link.key
            ),
            f"hiephoi link show {typed(link.key)}",
        )
    if not stands:
        raise Conflict(
            _("line {number} of your last `match` no longer holds: {supplier} → {buyer}").format(
                number=line.number, supplier=line.supplier, buyer=line.buyer
            ),
            f"hiephoi match {line.buyer}",
        )
    return changes.add(registry, kind="links", values={"supplier": line.supplier, "buyer": line.buyer, **values})


def _link(registry: Registry, line: Kept, day: date) -> Link | None:
    """The link of the two of a line that is about its need."""
    from hiephoi_cli.domain.matching_thesaurus import Thesaurus  # two KEYs are linked without matching
    from hiephoi_cli.domain.needs import Dealings

    dealings = Dealings(registry, day, Thesaurus(registry.products))
    links = dealings.open_for(line.buyer or "", line.need)
    return next((link for link in links if link.supplier == line.supplier), None)


def _member(registry: Registry, key: str | None, day: date) -> Member | None:
    return next((one for one in registry.members if one.id == key and one.belongs(day)), None)


def asked_for(field: Field) -> Any:  # noqa: ANN401  the value's type is the field's
    """The value of a field that somebody at the terminal types. Raises UsageError where nobody can."""
    if somebody_is_there():
        return needed(_(field.title), field.parse)
    raise UsageError(_("'{name}' is missing").format(name=field.option), "hiephoi link add --help")


def day_asked_for(field: Field) -> date:
    """The day that somebody at the terminal types, `hôm nay` too; today where they press Enter or nobody can type."""
    from hiephoi_cli.domain.calendar import day_named, show_date

    if not somebody_is_there():
        return today()
    offered = show_date(today())
    return asked(_(field.title), lambda text: day_named(text, today()) or field.parse(text), default=offered) or today()
