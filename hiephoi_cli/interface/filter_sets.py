"""Sets of options that narrow mandates, periods and whole registries."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated

import typer

from hiephoi_cli.domain.past import as_of
from hiephoi_cli.domain.records import Member, Office, Officer, Registry
from hiephoi_cli.domain.suggest import did_you_mean
from hiephoi_cli.domain.vietnamese import fold
from hiephoi_cli.errors import NotFound, UsageError
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface import columns
from hiephoi_cli.interface.filters import day_of
from hiephoi_cli.interface.invocation import today
from hiephoi_cli.interface.rows import MEMBERS_WHERE, AnyOf, narrowed, where_option
from hiephoi_cli.interface.signature import OptionSet, on_tab


class Offices(OptionSet, frozen=True):
    """Narrows mandates by office, body and term."""

    office: Annotated[
        str | None,
        typer.Option(
            "--office",
            metavar=N_("KEY"),
            help=N_("Only this office"),
            autocompletion=on_tab("keys", "offices"),
        ),
    ] = None
    body: Annotated[
        str | None,
        typer.Option(
            "--body",
            metavar=N_("BODY"),
            help=N_("Only offices of this body"),
            autocompletion=on_tab("values", "body"),
        ),
    ] = None
    term: Annotated[
        str | None,
        typer.Option(
            "--term",
            metavar=N_("TERM"),
            help=N_("Only this term, past and future holders too"),
            autocompletion=on_tab("values", "term"),
        ),
    ] = None

    def narrowed(self, registry: Registry, mandates: Sequence[Officer]) -> list[Officer]:
        """The mandates of that office, body and term. Raises NotFound, Conflict."""
        codes = {mandate.office for mandate in mandates}
        if self.office:
            from hiephoi_cli.domain.lookup import one

            codes &= {one(registry.offices, Office, self.office).code}
        if self.body:
            bodies = bodies_of(registry, self.body)
            codes &= {office.code for office in registry.offices if office.body in bodies}
        return [one for one in mandates if one.office in codes and self.term in {None, one.term}]


class Period(OptionSet, frozen=True):
    """A period, first and last day included; by default the year so far."""

    since: Annotated[
        str | None,
        typer.Option("--from", metavar=N_("DATE"), help=N_("First day of the period (default: 1 January)")),
    ] = None
    until: Annotated[
        str | None,
        typer.Option(
            "--to", metavar=N_("DATE"), help=N_("Last day of the period (default: today, or the day of --on)")
        ),
    ] = None

    def days(self, day: date, command: str) -> tuple[date, date]:
        """Its first and last day, that day being the usual last one. Raises UsageError, InvalidData."""
        last = day_of(self.until, day, "--to")
        first = day_of(self.since, date(last.year, 1, 1), "--from")
        if first > last:
            raise UsageError(_("the period ends before it begins"), f"{command} --from {last} --to {first}")
        return first, last


class OfMembers(OptionSet, frozen=True):
    """Narrows a whole registry to some of its members."""

    where: Annotated[
        list[str] | None,
        where_option(
            "members",
            MEMBERS_WHERE,
        ),
    ] = None
    any_: AnyOf = False

    def narrowed(self, registry: Registry, day: date) -> Registry:
        """The registry without the other members on a day, and without what refers to them. Raises UsageError."""
        then = as_of(registry, day) if self.where else registry
        found = columns.listing(then, Member, then.members, day=day)
        rows = narrowed(found, self.where, any_=self.any_).rows
        if not self.where:
            return registry
        from hiephoi_cli.domain.references import only

        return only(registry, "members", {member.id for member in rows})

    def in_words(self, registry: Registry) -> Iterator[str]:
        """By which conditions the members were chosen."""
        if self.where:
            from hiephoi_cli.interface.selection import selection  # of few commands

            yield selection(registry, columns.listing(registry, Member, (), day=today()), self.where, any_=self.any_)


def bodies_of(registry: Registry, text: str) -> list[str]:
    """The bodies of that name, else those with these words in it, accents aside. Raises NotFound."""
    bodies = list(dict.fromkeys(office.body for office in registry.offices if office.body))
    named = [body for body in bodies if fold(body) == fold(text)] or [
        body for body in bodies if fold(text) in fold(body)
    ]
    if not named:
        raise NotFound(_("no body '{body}'").format(body=text), did_you_mean(text, bodies) or "hiephoi office list")
    return named
