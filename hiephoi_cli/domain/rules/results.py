"""Rules of results: attendance, who may stand, and the mandates that follow."""

from collections.abc import Iterator
from datetime import date

from hiephoi_cli.domain.records import Member, Registry
from hiephoi_cli.domain.rules.rule import Finding, place, rule
from hiephoi_cli.domain.rules.votes import quorum_reached, winners
from hiephoi_cli.domain.words import Membership, Severity
from hiephoi_cli.i18n import N_, _


@rule(
    Severity.WARNING,
    N_("More than half of those entitled to vote were present."),
    source=N_("Decree 126/2024/NĐ-CP, art. 19.2; the charter's share is `quorum` in `[rules]`."),
    on_change=True,
    answered_by=("rules.quorum",),
    example="""
        [[elections]]
        id = "2024-11-11-chu-tich-2"
        on = 2024-11-11
        office = "chu-tich"
        present = 30
        eligible = 60
    """,
)
def no_quorum(registry: Registry, _today: date) -> Iterator[Finding]:
    for index, election in enumerate(registry.elections):
        if quorum_reached(election, registry.rules) is False:
            yield Finding(
                place("elections", index, registry, "present"),
                _("{present} of {eligible} present: not more than {share}").format(
                    present=election.present, eligible=election.eligible, share=registry.rules.quorum
                ),
                _("compare it with the minutes and the charter"),
                place("elections", index, registry, "eligible"),
            )


@rule(
    Severity.WARNING,
    N_("Only official members stand; associate and honorary ones may not."),
    on_change=True,
    example="""
        [[members]]
        id = "HV-0002"
        name = "Công ty TNHH Mẫu"
        sectors = ["xay-lap"]
        membership = "associate"

        [[elections]]
        id = "2024-11-11-chu-tich-2"
        on = 2024-11-11
        office = "chu-tich"
        candidates = [
            { person = "Nguyễn Văn Mẫu", member = "HV-0002" },
        ]
    """,
)
def candidate_class(registry: Registry, _today: date) -> Iterator[Finding]:
    members = Member.by_key(registry.members)
    for index, election in enumerate(registry.elections):
        for number, candidate in enumerate(election.candidates):
            member = members.get(candidate.member or "")
            if member and member.membership is not Membership.OFFICIAL:
                yield Finding(
                    place("elections", index, registry, "candidates", number, "member"),
                    _("'{member}' is {membership} and may not stand").format(
                        member=member.id, membership=_(member.membership.value)
                    ),
                    f"hiephoi member show {member.id}",
                    place("members", registry.members.index(member), registry, "membership"),
                )


@rule(
    Severity.WARNING,
    N_("Everybody elected has a mandate from that election."),
    on_change=True,
    answered_by=("officers.person", "officers.member", "officers.election", "id", "member"),
    example="""
        [[elections]]
        id = "2024-11-11-chu-tich-2"
        on = 2024-11-11
        office = "chu-tich"
        candidates = [
            { person = "Nguyễn Văn Mẫu", elected = true },
        ]
    """,
)
def elected_without_mandate(registry: Registry, _today: date) -> Iterator[Finding]:
    mandates = {(officer.election, officer.who) for officer in registry.officers}
    for index, election in enumerate(registry.elections):
        for number, candidate in winners(election):
            if (election.id, candidate.who) not in mandates:
                yield Finding(
                    place("elections", index, registry, "candidates", number, "person"),
                    _("{person} was elected but has no mandate from '{election}'").format(
                        person=candidate.person, election=election.id
                    ),
                    _("add the mandate to `[[officers]]`, or delete `elected`"),
                )


@rule(
    Severity.WARNING,
    N_("A mandate that names an election belongs to somebody who was elected in it, to that office."),
    on_change=True,
    answered_by=(
        "elections.office",
        "elections.candidates",
        "elections.person",
        "elections.member",
        "office",
        "person",
        "member",
    ),
    example="""
        [[offices]]
        code = "thu-ky"
        name = "Thư ký"

        [[officers]]
        person = "Nguyễn Văn Mẫu"
        office = "thu-ky"
        since = 2024-11-11
        election = "2024-11-11-chu-tich"
    """,
)
def mandate_without_election(registry: Registry, _today: date) -> Iterator[Finding]:
    elections = {election.id: (index, election) for index, election in enumerate(registry.elections)}
    for number, officer in enumerate(registry.officers):
        if officer.election not in elections:
            continue
        index, election = elections[officer.election]
        elected = {winner.who for _number, winner in winners(election)}
        if officer.office != election.office or officer.who not in elected:
            yield Finding(
                place("officers", number, registry, "election"),
                _("'{election}' did not elect {person} to '{office}'").format(
                    election=election.id, person=officer.person, office=officer.office
                ),
                f"hiephoi election show {election.id}",
                place("elections", index, registry),
            )
