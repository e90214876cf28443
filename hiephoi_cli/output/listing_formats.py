"""The formats in which a listing can be written, and what writes each."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from hiephoi_cli.domain.records import Member, Officer, Registry, Table
from hiephoi_cli.files import formats
from hiephoi_cli.output.listing import Form, Listing
from hiephoi_cli.output.listing_text import FORMATS, excel_csv
from hiephoi_cli.output.screen import output_on_terminal

TABLE = "table"
TEXTS = (TABLE, *FORMATS)
"""The formats that can be printed."""
NAMES = (*TEXTS, "xlsx")
VCARD = "vcard"


def listing_writers(
    *, header: bool = True, excel: bool = False
) -> dict[str, Callable[[Listing], Iterable[str] | bytes]]:
    """What writes a listing in each format, with a header or without; `excel` writes csv as Excel opens it."""

    def table_of(listing: Listing) -> Iterator[str]:
        from hiephoi_cli.output.table import table  # drawn on a terminal only

        return table(listing, header, on_terminal=output_on_terminal())

    def workbook_of(listing: Listing) -> bytes:
        from hiephoi_cli.output.listing_workbook import sheet  # with XlsxWriter, which is slow to load

        return sheet(listing, header)

    texts = {**FORMATS, "csv": excel_csv} if excel else FORMATS
    return {
        TABLE: table_of,
        **{name: lambda listing, write=write: write(listing, header) for name, write in texts.items()},  # type: ignore[misc]
        "xlsx": workbook_of,
    }


def usual_format(own: Iterable[str] = ()) -> str:
    """The format if none is named: on a terminal one of a listing's own or a table; in a pipe tsv."""
    if not output_on_terminal():
        return "tsv"
    return next((name for name in own if formats.FORMATS[name].on_terminal), TABLE)


def formats_of(table: type[Table]) -> tuple[str, ...]:
    """The formats that listings of a kind have beside those of every listing."""
    return (VCARD,) if table in {Member, Officer} else ()


def forms_of(registry: Registry, table: type[Table]) -> Mapping[str, Form]:
    """What writes these formats."""

    def cards(listing: Listing) -> Iterable[str]:
        from hiephoi_cli.domain.contacts import contacts  # few ask for address books
        from hiephoi_cli.output.vcard import vcards

        return vcards(contacts(registry, listing.rows))

    return dict.fromkeys(formats_of(table), Form(cards))
