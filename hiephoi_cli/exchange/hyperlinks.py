"""Takes the address to which a cell links, where the cell shows words instead: “Website”, “Send mail”."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from urllib.parse import unquote

from msgspec import structs

from hiephoi_cli.domain.fields import Field
from hiephoi_cli.domain.records import Is
from hiephoi_cli.exchange.cell import Cell, Row, Rows
from hiephoi_cli.exchange.heading_rows import Head
from hiephoi_cli.exchange.headings import Heading
from hiephoi_cli.i18n import _
from hiephoi_cli.patterns import pattern

_MAIL = pattern(r"mailto:([^?]+@[^?]+)(?:\?.*)?", re.IGNORECASE)
_WEB = pattern(r"https?://.+", re.IGNORECASE)
_LOOKS_RIGHT = {Is.EMAIL: pattern(r".*\S@\S.*"), Is.WEBSITE: pattern(r"(?:https?:|www\.|\S+\.\w)\S*")}
"""By the form of a field: what is an address itself."""


def with_addresses(listed: Rows, head: Head, headings: Sequence[Heading], declared: Mapping[str, Field]) -> Rows:
    """The rows below the header with addresses in place of words that link to them, and with a remark on that."""
    forms = {heading.place: declared[heading.field].form for heading in headings if heading.field}
    counted: Counter[int] = Counter()
    rows = {row.number: row for row in listed.filled}
    for (number, place), target in listed.links.items():
        row, form = rows.get(number) if number > head.number else None, forms.get(place)
        if row and form in _LOOKS_RIGHT and (address := _address(row.cells[place], target, form)):
            rows[number] = Row(number, [*row.cells[:place], address, *row.cells[place + 1 :]])
            counted[place] += 1
    titles = {heading.place: heading.title for heading in headings}
    remarks = [
        _("addresses taken from hyperlinks in '{title}': {n}").format(title=titles[place], n=n)
        for place, n in counted.items()
    ]
    return structs.replace(listed, filled=[*rows.values()], remarks=(*listed.remarks, *remarks)) if remarks else listed


def _address(cell: Cell, target: str, form: Is | None) -> str:
    """The address to which a cell links, if the field holds such and the cell shows none."""
    if not (isinstance(cell, str) and cell) or form is None or _LOOKS_RIGHT[form].fullmatch(cell):
        return ""
    if form is Is.EMAIL:
        mail = _MAIL.fullmatch(target.strip())
        return unquote(mail[1]).strip() if mail else ""
    return target.strip() if _WEB.fullmatch(target.strip()) else ""
