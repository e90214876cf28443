"""A paper as Markdown, and on a terminal."""

import pytest

from hiephoi_cli.output.papers.text import document, screen
from output.papers import members_list, officers_list


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
