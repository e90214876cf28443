"""A candidate as one word of a command line: `PERSON[@MEMBER][=VOTES]`."""

from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import Candidate
from hiephoi_cli.domain.vietnamese import clean
from hiephoi_cli.errors import InvalidData
from hiephoi_cli.i18n import _


def candidate(text: str, *, elected: bool) -> Candidate:
    """The candidate that the word names; the member is as it was typed, not yet looked up. Raises InvalidData."""
    rest, equals, votes = clean(text).rpartition("=")
    person, _at, member = (rest if equals else votes).partition("@")
    if not person.strip():
        raise InvalidData(
            _("'{text}' names nobody").format(text=text),
            _("write PERSON, PERSON@MEMBER, PERSON=VOTES or PERSON@MEMBER=VOTES"),
        )
    declared = fields(Candidate)
    return Candidate(
        person=declared["person"].parse(person),
        member=declared["member"].parse(member) if member.strip() else None,
        votes=declared["votes"].parse_option(votes, f"'{text}'") if equals else None,
        elected=elected,
    )
