"""Candidates as words of a command line, `PERSON[@MEMBER][=VOTES]`, and the options that take them."""

from typing import Annotated

import typer

from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import Candidate
from hiephoi_cli.domain.vietnamese import clean
from hiephoi_cli.errors import InvalidData
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface.signature import OptionSet, on_tab

_METAVAR = N_("PERSON[@MEMBER][=VOTES]")


class Candidates(OptionSet, frozen=True):
    """Who stood, and whether they were elected."""

    elect: Annotated[
        list[str] | None,
        typer.Option("--elect", metavar=_METAVAR, help=N_("Who was elected"), autocompletion=on_tab("candidates")),
    ] = None
    lose: Annotated[
        list[str] | None,
        typer.Option("--lose", metavar=_METAVAR, help=N_("Who was not elected"), autocompletion=on_tab("candidates")),
    ] = None

    @property
    def parsed(self) -> list[Candidate]:
        """Those elected, then the others. Raises InvalidData."""
        return [
            *(candidate(text, elected=True) for text in self.elect or ()),
            *(candidate(text, elected=False) for text in self.lose or ()),
        ]


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
        person=declared["person"].parse_option(person, f"'{text}'"),
        member=declared["member"].parse(member) if member.strip() else None,
        votes=declared["votes"].parse_option(votes, f"'{text}'") if equals else None,
        elected=elected,
    )
