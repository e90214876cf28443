"""A paper as Markdown, and as a table on a terminal."""

from collections.abc import Iterator

from msgspec import structs

from hiephoi_cli.domain.vietnamese import harmless
from hiephoi_cli.output.listing import Column, Listing, Row
from hiephoi_cli.output.listing_text import markdown, markdown_text
from hiephoi_cli.output.papers.paper import Cell, Paper
from hiephoi_cli.output.screen import columns, output_on_terminal
from hiephoi_cli.output.text_width import wrapped


def document(paper: Paper) -> Iterator[str]:
    """The paper as Markdown; signatures stand side by side in a table of their own."""
    frame = paper.frame
    yield f"**{markdown_text(frame.association)}**\n\n"
    if frame.founded:
        yield f"{markdown_text(frame.founded)}\n\n"
    yield f"# {markdown_text(paper.title)}\n\n"
    for subtitle in paper.subtitles:
        yield f"*{markdown_text(subtitle)}*\n\n"
    yield from markdown(_listing(paper), True)
    yield f"\n**{markdown_text(paper.total)}**\n\n{markdown_text(frame.place_and_date)}\n\n"
    titles = ["<br>".join(map(markdown_text, signature.titles)) for signature in frame.signatures]
    notes = [markdown_text(signature.note) for signature in frame.signatures]
    for cells in (titles, [":---:"] * len(titles), notes):
        yield f"| {' | '.join(cells)} |\n"


def screen(paper: Paper) -> Iterator[str]:
    """The paper for a terminal: its titles, a table as wide as the terminal, and the total."""
    from hiephoi_cli.output.table import table

    titles = [paper.frame.association, paper.frame.founded, paper.title, *paper.subtitles]
    yield from map(_lines, filter(None, titles))
    listing = _listing(paper)
    if paper.essential and columns() < sum(heading.width for heading in paper.headings):
        listing = structs.replace(listing, columns=listing.columns[: paper.essential], chosen=True)
    yield from table(listing, True, on_terminal=output_on_terminal())
    yield _lines(paper.total)


def _lines(text: str) -> str:
    return "".join(f"{line.rstrip()}\n" for line in wrapped(harmless(text), columns()))


def _listing(paper: Paper) -> Listing:
    """The list of the paper, every column of it for people."""

    def column(place: int, title: str) -> Column:
        def cell(row: Row) -> Cell:
            return row[place]  # type: ignore[no-any-return]

        return Column(
            key=str(place),
            title=title,
            plain=lambda row: cell(row).value,
            shown=lambda row: cell(row).text,
            order=lambda row: cell(row).text,
            everyday=place,
            numeric=place == 0,
        )

    return Listing(
        columns=[column(place, heading.title) for place, heading in enumerate(paper.headings)], rows=paper.rows
    )
