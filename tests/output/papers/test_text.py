"""A paper as Markdown, and on a terminal."""

from datetime import date

import pytest

from hiephoi_cli.domain.words import LinkStatus
from hiephoi_cli.output.papers.paper import links_paper
from hiephoi_cli.output.papers.text import document, screen
from output.papers import members_list, officers_list
from registries import link, member, registry


def test_a_paper_is_markdown_whole() -> None:
    assert "".join(document(officers_list())) == (
        "**HIỆP HỘI \\<B\\>THỬ\\</B\\>**\n\n"
        "Founding decision no. 1/QĐ\n\n"
        "# LIST OF OFFICE HOLDERS\n\n"
        "*As of 2026-11-23*\n\n"
        "| No. | Person | Office | Unit | From | To | Note |\n"
        "| ---: | --- | --- | --- | --- | --- | --- |\n"
        "| 1 | Lê \\<i\\>An\\</i\\> | chu-tich |  | 2024-11-11 |  |  |\n"
        "\n**Total: 1**\n\n"
        "Hải Phòng, date ...... / ...... / ............\n\n"
        "| PREPARED BY | ON BEHALF OF THE BOARD<br>CHAIRMAN |\n"
        "| :---: | :---: |\n"
        "| (signature and full name) | (signature, full name and seal) |\n"
    )


def test_what_data_holds_is_no_markup() -> None:
    text = "".join(document(members_list()))
    assert r"\<script\>alert(1)\</script\> \[red\]Đỗ\[/red\]" in text
    assert "\x1b" not in text


def test_a_terminal_shows_titles_a_table_and_the_total(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERM", "dumb")
    text = "".join(screen(members_list()))
    lines = text.splitlines()
    assert lines[:4] == [
        "HIỆP HỘI <B>THỬ</B>",
        "Founding decision no. 1/QĐ",
        "LIST OF MEMBERS",
        "As of 2026-11-23",
    ]
    assert lines[-1] == "Total: 6"
    assert "[red]" in text
    assert "PREPARED" not in text


def test_a_screen_narrower_than_a_paper_shows_the_essential_columns_and_a_long_total_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    day = date(2026, 1, 1)
    links = [link(on=day, status=status) for status in LinkStatus]
    paper = links_paper(registry(member(1, "Công ty Cổ phần Một"), member(2)), links, day, day)
    monkeypatch.setenv("COLUMNS", "60")
    lines = "".join(screen(paper)).splitlines()
    assert "│ No. │ Supplier" in lines[4]
    assert "│ Result" in lines[4]
    assert max(map(len, lines)) <= 60
    assert " ".join(lines[-2:]) == "Total: 5 (introduced: 1; talking: 1; contract: 1; ended: 1; failed: 1)"
    monkeypatch.setenv("COLUMNS", "200")
    assert "│ Introduced on" in "".join(screen(paper))
