"""A paper as a page to print: one HTML file on A4, black on white, with nothing to load."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from string import Template

from hiephoi_cli.output.listing_text import html_text
from hiephoi_cli.output.papers.paper import Cell, Heading, Paper, Signature

_WITH_SIGNATURES = 2  # rows that stay on one page with the signatures, which must not stand alone
_TEMPLATE = Path(__file__).with_name("page.html")


def page(paper: Paper) -> bytes:
    """The paper as HTML in UTF-8; the head of the table comes again on every printed page."""
    frame = paper.frame
    template = Template(_TEMPLATE.read_text(encoding="utf-8"))
    text = template.substitute(
        language=frame.language,
        orientation="landscape" if paper.landscape else "portrait",
        association=html_text(frame.association),
        founded=_paragraphs("founded", [frame.founded] if frame.founded else []),
        title=html_text(paper.title),
        subtitles=_paragraphs("subtitle", paper.subtitles),
        widths=_widths(paper.headings),
        headings="".join(f'<th scope="col">{html_text(heading.title)}</th>' for heading in paper.headings),
        columns=len(paper.headings),
        rows="\n".join(map(_row, paper.rows[:-_WITH_SIGNATURES])),
        last_rows="\n".join(map(_row, paper.rows[-_WITH_SIGNATURES:])),
        total=html_text(paper.total),
        place_and_date=html_text(frame.place_and_date),
        signatures="".join(map(_signature, frame.signatures)),
    )
    return text.encode()


def _paragraphs(kind: str, lines: Iterable[str]) -> str:
    return "\n".join(f'<p class="{kind}">{html_text(line)}</p>' for line in lines)


def _widths(headings: Sequence[Heading]) -> str:
    whole = sum(heading.width for heading in headings)
    return "".join(f'<col style="width: {100 * heading.width / whole:.2f}%">' for heading in headings)


def _row(cells: Sequence[Cell]) -> str:
    return "<tr>" + "".join(map(_cell, cells)) + "</tr>"


def _cell(cell: Cell) -> str:
    kind = ' class="day"' if isinstance(cell.value, date) else ""
    return f"<td{kind}>{html_text(cell.text)}</td>"


def _signature(signature: Signature) -> str:
    titles = "".join(f"<b>{html_text(title)}</b>" for title in signature.titles)
    return f"<div>{titles}<i>{html_text(signature.note)}</i></div>"
