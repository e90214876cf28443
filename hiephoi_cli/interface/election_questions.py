"""Asks `election record` for what is missing, and checks each answer by the rules."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from msgspec import Struct, structs

from hiephoi_cli.domain import lookup
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.identity import name_key
from hiephoi_cli.domain.past import as_of
from hiephoi_cli.domain.records import Candidate, Election, Member, Office, Record, Registry
from hiephoi_cli.domain.rules import compared
from hiephoi_cli.domain.vietnamese import fold
from hiephoi_cli.errors import Conflict, HiephoiError, InvalidData, NotFound, Report
from hiephoi_cli.i18n import _
from hiephoi_cli.interface.candidate_option import candidate
from hiephoi_cli.interface.dialogue import Dialogue
from hiephoi_cli.interface.election_draft import Draft
from hiephoi_cli.interface.prompts import choices

R = TypeVar("R", bound=Record)

_ASKED = ("event", "elected_by", "term", "method", "eligible", "present", "cast", "valid")
_SOMEBODY = Candidate(person="?", elected=True)


def completed(draft: Draft, registry: Registry, today: date, dialogue: Dialogue, *, strict: bool = False) -> Draft:
    """The draft, completed by answers.

    Raises InvalidData where its options contradict each other, and NotFound if the registry has no offices.
    Answers must break no rule; `strict` counts warnings too.
    """
    ask = _Questions(registry, today, dialogue, strict)
    ask.refuse_unknown(draft)
    draft = ask.day(ask.office(draft))
    if draft.ballots:
        return ask.values(ask.checked(draft))
    draft = ask.checked(draft.with_candidates())
    ask.whether_anybody_can_be_elected(draft)
    return ask.candidates(ask.values(draft))


class _Questions(Struct, frozen=True):
    """The questions, each of which gives the draft with its answer."""

    registry: Registry
    today: date
    dialogue: Dialogue
    strict: bool

    def refuse_unknown(self, draft: Draft) -> None:
        """Raise NotFound or Conflict for offices and members that options name."""
        for ballot in draft.ballots:
            if ballot.office:
                ballot.held(self.registry.offices)
            for one in ballot.candidates:
                if one.member:
                    lookup.one(self.registry.members, Member, one.member)

    def office(self, draft: Draft) -> Draft:
        """The office that is elected to."""
        offices = self.registry.offices
        if draft.office:
            return structs.replace(draft, office=lookup.one(offices, Office, draft.office).code)
        if not draft.lacks_office:
            return draft
        if not offices:
            raise NotFound(_("the registry has no offices yet"), "hiephoi office add --help")
        words = [word for office in offices for word in (office.name, office.code)]

        def known(text: str) -> Draft:
            return self.possible(structs.replace(draft, office=_named(offices, Office, text).code))

        return self.dialogue.needed(_("Office"), known, words)

    def day(self, draft: Draft) -> Draft:
        """The day of the ballot."""
        declared = fields(Election)["on"]
        if draft.on is None:
            return self.dialogue.needed(
                _(declared.title), lambda text: self.possible(structs.replace(draft, on=declared.parse(text)))
            )
        return draft

    def whether_anybody_can_be_elected(self, draft: Draft) -> None:
        """Explain why no mandate can begin on that day, and ask whether to go on with a ballot that nobody wins."""
        error = self._obstacle(draft)
        if error and self._obstacle(structs.replace(draft, by_election=True)):
            self.dialogue.explain(error)
            self.dialogue.agree(_("nobody can be elected on that day; go on?"))

    def _obstacle(self, draft: Draft) -> HiephoiError | None:
        """Why nobody can be elected, or those who stand cannot."""
        stand = any(ballot.candidates for ballot in draft.ballots)
        try:
            (draft if stand else draft.with_candidates(_SOMEBODY)).change(self.registry)
        except (Conflict, InvalidData) as error:
            return error
        return None

    def values(self, draft: Draft) -> Draft:
        """What else may be known of the election, as far as no option gave it."""
        for name in _ASKED:
            if name not in draft.values:
                draft = self._value(draft, name)
            if name == "term" and self._may_be_by_election(draft):
                draft = self._kind(draft)
        return draft

    def _may_be_by_election(self, draft: Draft) -> bool:
        """Whether its term runs already, or may do so while a seat is free."""
        if draft.by_election or draft.in_running_term(self.registry):
            return not draft.by_election
        by_election = structs.replace(draft, by_election=True)
        return draft.holders_of_unknown_term(self.registry) and not self._obstacle(by_election)

    def _kind(self, draft: Draft) -> Draft:
        """Whether it is a by-election: so by default where somebody can be elected in one."""
        by_election = structs.replace(draft, by_election=True)
        yes = self.dialogue.agreed(
            _("a by-election, only for free seats?"),
            lambda: self.fitting(by_election),
            default=not self._obstacle(by_election),
        )
        return by_election if yes else draft

    def _value(self, draft: Draft, name: str) -> Draft:
        question, parse, words = choices(fields(Election)[name])

        def filled(text: str) -> Draft:
            return self.fitting(structs.replace(draft, values={**draft.values, name: parse(text)}))

        return self.dialogue.asked(question, filled, words) or draft

    def candidates(self, draft: Draft) -> Draft:
        """Candidates until no name is given, one at least."""
        members = as_of(self.registry, draft.on or self.today).members
        people = [member.representative for member in members if member.representative]
        stood: list[Candidate] = []
        while True:
            named = self.dialogue.asked(_("Candidate (Enter when there are no more)"), self._candidate_named, people)
            if named:
                stood += self._candidate(draft, stood, named)
            elif stood:
                return draft.with_candidates(*stood)
            else:
                self.dialogue.explain(InvalidData(_("nobody stands in this election")))

    def _candidate_named(self, text: str) -> Candidate:
        """The candidate as far as the answer goes, which may be typed as `--elect` takes it."""
        named = candidate(text, elected=False)
        if not named.member:
            return named
        return structs.replace(named, member=_named(self.registry.members, Member, named.member).id)

    def _candidate(self, draft: Draft, stood: list[Candidate], named: Candidate) -> list[Candidate]:
        """The candidate with what else is known of it; none where the same one stands already."""

        def valid(one: Candidate) -> Candidate:
            self.fitting(draft.with_candidates(*stood, one))
            return one

        one = named if named.member else structs.replace(named, member=self._member(draft, named.person))
        one, place = self._as_represented(one), str(len(stood))
        try:
            valid(one)
        except HiephoiError as error:
            self.dialogue.explain(error)
            return []
        one = self._counted(one, valid, place)
        elected = structs.replace(one, elected=True)
        return [elected if self.dialogue.agreed(_("elected?"), lambda: valid(elected), about=place) else one]

    def _as_represented(self, one: Candidate) -> Candidate:
        """The candidate, named as the member's representative is if that was typed without accents or capitals."""
        member = next((member for member in self.registry.members if member.id == one.member), None)
        name = member.representative if member else None
        return structs.replace(one, person=name) if name and _is_typed(name, one.person) else one

    def _counted(self, one: Candidate, valid: Callable[[Candidate], Candidate], place: str) -> Candidate:
        """The candidate with the votes for it, as far as they are known."""
        votes = fields(Candidate)["votes"].parse

        def counted(text: str) -> Candidate:
            return valid(structs.replace(one, votes=votes(text)))

        return one if one.votes is not None else self.dialogue.asked(_("Votes"), counted, about=place) or one

    def _member(self, draft: Draft, person: str) -> str | None:
        """The member that a candidate stands for: by default the one that the person alone represents."""
        day = draft.on or self.today
        members = as_of(self.registry, day).members_on(day)
        represented = [
            member for member in members if member.representative and _is_typed(member.representative, person)
        ]
        default = represented[0] if len(represented) == 1 else None
        offered = f"{default.id} {default.label}" if default else ""
        words = [word for member in members for word in (member.name, member.id)]

        def read(text: str) -> Member:
            return default if default and text == offered else _named(self.registry.members, Member, text)

        found = self.dialogue.asked(_("Member"), read, words, offered, about=person)
        return found.id if found else None

    def possible(self, draft: Draft) -> Draft:
        """The draft, unless it is whole and comes too early or has no seat to fill: raises InvalidData."""
        if draft.whole:
            self.dialogue.weighed(lambda: draft.change(self.registry))
        return draft

    def fitting(self, draft: Draft) -> Draft:
        """The draft with an answer, unless it would break a rule: then it raises InvalidData."""
        return self.dialogue.weighed(lambda: self.checked(draft))

    def checked(self, draft: Draft) -> Draft:
        """The draft, unless it is whole and would break a rule: then it raises InvalidData or Conflict."""
        if draft.whole:
            found = compared(self.registry, draft.change(self.registry), self.today)
            if broken := [*found.errors, *(found.warnings if self.strict else ())]:
                first, *more = (Report(problem.message, problem.hint) for problem in broken)
                raise InvalidData(*first, more=more)
        return draft


def _is_typed(name: str, person: str) -> bool:
    """Whether somebody's name was typed: as it is written, or without accents or capitals."""
    return name_key(name) == name_key(person) or fold(name) == person.lower()


def _named(records: Sequence[R], kind: type[R], text: str) -> R:
    """The record that an answer names; the error lists those that it may name."""
    try:
        return lookup.one(records, kind, text)
    except NotFound as error:
        [(message, hint)] = error.reports
        if not hint.startswith("hiephoi "):
            raise
        raise NotFound(message, "\n".join([_("name one of these:"), *lookup.listed(records)])) from None
