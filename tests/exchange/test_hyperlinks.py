"""Where a cell shows words that link to an address, the address is meant."""

import pytest
from openpyxl import Workbook

from exchange.sheets import saved
from hiephoi_cli.domain.fields import fields
from hiephoi_cli.domain.records import Member
from hiephoi_cli.exchange.headings import headings
from hiephoi_cli.exchange.hyperlinks import with_addresses
from hiephoi_cli.exchange.rows import rows


@pytest.mark.parametrize(
    ("shown", "target", "email", "website"),
    [
        ("Website", "http://mau.example.vn/", "Website", "http://mau.example.vn/"),
        ("Gửi mail", "mailto:a%40x@example.vn?subject=Hi", "a@x@example.vn", "Gửi mail"),
        ("Gửi", "mailto:a@example.vn", "a@example.vn", "Gửi"),
        ("mau.example.vn", "http://other.example.vn", "mau.example.vn", "mau.example.vn"),
        ("b@example.vn", "mailto:a@example.vn", "b@example.vn", "b@example.vn"),
        ("Tệp", "file:///C:/a.docx", "Tệp", "Tệp"),
    ],
)
def test_words_give_way_to_the_address_to_which_they_link(shown: str, target: str, email: str, website: str) -> None:
    made = Workbook()
    made.active.append(["Name", "E-mail", "Website", "Note"])
    made.active.append(["A", shown, shown, shown])
    for place in ("A1", "B2", "C2", "D2"):
        made.active[place].hyperlink = target
        made.active[place].value = made.active[place].value
    made.active["A1"].value = "Name"
    for place in ("B2", "C2", "D2"):
        made.active[place].value = shown
    listed = rows(saved(made), "xlsx")
    head, columns = headings(listed.filled, fields(Member))
    read = with_addresses(listed, head, columns, fields(Member))
    assert list(read.filled[1].cells) == ["A", email, website, shown]
    changed = [title for title, cell in (("E-mail", email), ("Website", website)) if cell != shown]
    assert read.remarks == tuple(f"addresses taken from hyperlinks in '{title}': 1" for title in changed)
