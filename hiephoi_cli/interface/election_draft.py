"""An election to be recorded, as far as it is known."""

from collections.abc import Mapping
from datetime import date
from functools import reduce
from typing import Any

from msgspec import Struct, structs

from hiephoi_cli.domain import elections
from hiephoi_cli.domain.records import Candidate, Registry
from hiephoi_cli.domain.result_lists import Ballot
from hiephoi_cli.errors import UsageError
from hiephoi_cli.i18n import _


class Draft(Struct, frozen=True):
    """The elections of one day, each to an office of its own."""

    office: str
    """KEY of the office of ballots that name none; empty where it is not known."""
    on: date | None
    ballots: tuple[Ballot, ...]
    values: Mapping[str, Any]
    by_election: bool

    @property
    def lacks_office(self) -> bool:
        """Whether there is a ballot, or will be one, whose office is not known."""
        return not self.office and not (self.ballots and all(ballot.office for ballot in self.ballots))

    @property
    def whole(self) -> bool:
        """Whether nothing that an election must have is missing."""
        return bool(self.on and self.ballots and not self.lacks_office)

    def in_running_term(self, registry: Registry) -> bool:
        """Whether it is for the term that runs already for one of its offices, and not known as a by-election."""
        start = self.values.get("since") or self.on
        if self.by_election or not start:
            return False
        return any(
            elections.is_running(registry, code, self.values.get("term"), start) for code in self._offices(registry)
        )

    def holders_of_unknown_term(self, registry: Registry) -> bool:
        """Whether somebody holds one of its offices, and the term of either is not known."""
        start = self.values.get("since") or self.on
        held = [one for code in self._offices(registry) for one in (registry.holders(code, start) if start else ())]
        return any(not (mandate.term and self.values.get("term")) for mandate in held)

    def _offices(self, registry: Registry) -> set[str]:
        """The codes of its offices."""
        return {ballot.held(registry.offices, self.office).code for ballot in self.ballots} or {self.office}

    def with_candidates(self, *candidates: Candidate) -> "Draft":
        """The draft with these as its only candidates."""
        return structs.replace(self, ballots=(Ballot("", candidates),))

    def refuse_gaps(self) -> date:
        """The day of the ballots. Raises UsageError for what is missing of the draft."""
        if self.on is None:
            look = _("see `{command} --help`").format(command="hiephoi election record")
            raise UsageError(_("'{name}' is missing").format(name="--on"), look)
        if not self.ballots:
            raise UsageError(_("nobody stands in this election"), _("name at least one with `--elect PERSON`"))
        if self.lacks_office:
            raise UsageError(
                _("'{name}' is missing").format(name=_("OFFICE")),
                _("name the office, or give the list a column for it"),
            )
        return self.on

    def change(self, before: Registry) -> Registry:
        """The registry with these elections and what follows from them. Raises UsageError for what is missing."""
        record, day = elections.record_by_election if self.by_election else elections.record, self.refuse_gaps()
        by_office: dict[str, list[Candidate]] = {}
        for ballot in self.ballots:
            by_office.setdefault(ballot.held(before.offices, self.office).code, []).extend(ballot.candidates)
        return reduce(
            lambda registry, office: record(registry, office, day, by_office[office], self.values), by_office, before
        )
