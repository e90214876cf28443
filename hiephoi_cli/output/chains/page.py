"""Supply chains as a page: the drawing, and the links below it as a table; it loads nothing and runs nothing."""

from collections.abc import Iterator
from pathlib import Path
from string import Template

from hiephoi_cli.i18n import language
from hiephoi_cli.output.chains.drawing import Drawing
from hiephoi_cli.output.chains.svg import svg
from hiephoi_cli.output.listing import Listing
from hiephoi_cli.output.listing_text import html_tables, html_text

_TEMPLATE = Path(__file__).with_name("page.html")


def page(drawing: Drawing, links: Listing) -> Iterator[str]:
    """The page; what is too wide for a screen is scrolled."""
    yield Template(_TEMPLATE.read_text(encoding="utf-8")).substitute(
        language=language(),
        association=html_text(drawing.association),
        title=html_text(drawing.title),
        subtitle=html_text(drawing.subtitle),
        drawing="".join(svg(drawing)),
        links="".join(html_tables(links, True)),
    )
