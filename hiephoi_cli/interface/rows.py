"""Options that say which rows of a listing are wanted, and in which order."""

import sys
from typing import Annotated, Any

import typer

from hiephoi_cli.errors import UsageError
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.interface.signature import OptionSet, on_tab
from hiephoi_cli.output.listing import Listing

PANEL = N_("Rows")


_WHERE = N_("Only rows for which this holds: 'COLUMN=VALUE', 'COLUMN~WORDS', 'COLUMN>=2025', '!COLUMN'")
MEMBERS_WHERE = N_("Only members for which this holds: 'sectors=xay-lap', 'joined>=2025', '!zone'")


def where_option(kind: str = "", help_: str = _WHERE) -> Any:  # noqa: ANN401  an option's declaration
    """The declaration of `--where`, of a command's own listing or else of records of a kind."""
    conditions = ("column_completion.conditions_on", kind) if kind else ("column_completion.conditions",)
    return typer.Option(
        "--where",
        metavar=N_("CONDITION"),
        help=help_,
        autocompletion=on_tab(*conditions),
        rich_help_panel=PANEL,
    )


def where_of(help_: str) -> object:
    """The annotation of `--where` of a listing, with its help."""
    return Annotated[list[str] | None, where_option(help_=help_)]


Where = Annotated[list[str] | None, where_option()]
AnyOf = Annotated[
    bool, typer.Option("--any", help=N_("Match any of the conditions instead of all"), rich_help_panel=PANEL)
]


class Rows(OptionSet, frozen=True):
    """Which rows of a listing are wanted, and in which order."""

    where: Where = None
    any_: AnyOf = False
    sort: Annotated[
        str | None,
        typer.Option(
            "--sort",
            metavar=N_("COLUMN"),
            help=N_("Column to sort by; -COLUMN sorts in descending order"),
            autocompletion=on_tab("column_completion.sort_column"),
            rich_help_panel=PANEL,
        ),
    ] = None
    most: Annotated[
        int | None,
        typer.Option(
            "--max", "-n", metavar=N_("NUMBER"), help=N_("Show at most this many rows"), rich_help_panel=PANEL
        ),
    ] = None
    only_count: Annotated[
        bool, typer.Option("--count", help=N_("Print only the number of rows"), rich_help_panel=PANEL)
    ] = False

    def of(self, listing: Listing) -> Listing:
        """The rows of a listing that are wanted. Raises UsageError."""
        listing = narrowed(listing, self.where, any_=self.any_)
        if self.sort:
            listing = listing.sort(self.sort)
        return listing if self.limit is None else listing.first(self.limit)

    @property
    def narrow(self) -> bool:
        """Whether all rows are needed before the first few of them are known."""
        return bool(self.where or self.any_ or self.sort)

    @property
    def limit(self) -> int | None:
        """How many rows are wanted at most. Raises UsageError."""
        if self.most is not None and self.most < 1:
            raise UsageError("--max: " + _("'{text}' is less than {limit}").format(text=self.most, limit=1))
        return self.most and min(self.most, sys.maxsize)  # more than that is too much for Python's iterators


def narrowed(listing: Listing, where: list[str] | None, *, any_: bool) -> Listing:
    """The rows for which the conditions of `--where` hold. Raises UsageError."""
    if not where:
        if any_:
            raise UsageError(_("'--any' goes with '--where'"), "--where '!phone' --where '!email' --any")
        return listing
    from hiephoi_cli.interface.invocation import today  # as below
    from hiephoi_cli.output import conditions  # which most listings do without

    return conditions.narrowed(listing, where, today(), any_=any_)
