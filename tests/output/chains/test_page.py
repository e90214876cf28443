"""Supply chains as a page."""

import re

from hypothesis import given
from msgspec import structs

from hiephoi_cli.output.chains.drawing import Drawing
from hiephoi_cli.output.chains.page import page
from hiephoi_cli.output.listing import Column, Listing
from output.drawings import drawing, drawings


def shown(chains: Drawing) -> str:
    product = Column("product", "Product", lambda row: row.product, lambda row: row.product, str, everyday=0)
    return "".join(page(chains, Listing(columns=[product], rows=chains.arrows)))


def test_the_page_has_the_drawing_and_the_links_below_it() -> None:
    text = shown(structs.replace(drawing("ab"), association="Hiệp hội <Mẫu>", subtitle="Ngày 01/01/2026"))
    assert "<p>Hiệp hội &lt;Mẫu&gt;</p>\n<h1>Chuỗi</h1>\n<p>Ngày 01/01/2026</p>" in text
    assert text.index("<svg ") < text.index("</svg>") < text.index("<td>đúc</td>")


@given(drawings)
def test_the_page_runs_and_loads_nothing(chains: Drawing) -> None:
    text = shown(chains)
    assert "default-src 'none'" in text
    assert not re.search(r"<(?:script|link|img|iframe|object|a)\b|\bsrc=|\bhref=|@import", text)
