"""A paper as a page to print, in text and in a real browser."""

import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from hiephoi_cli.output.papers.page import page
from hiephoi_cli.output.papers.paper import Paper
from output.papers import members_list, officers_list

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")


class _Reader(HTMLParser):
    """The tags of a page, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_what_data_holds_is_text() -> None:
    read = _Reader(page(members_list()).decode())
    assert not {"script", "red"} & set(read.tags)
    assert read.tags.count("b") == 3  # of the signatures
    assert '<script>alert(1)</script> [red]Đỗ[/red] & "Con" | \\x1b[31m\nHai' in read.text
    assert "HIỆP HỘI <B>THỬ</B>" in read.text
    assert "\x1b" not in read.text


@pytest.mark.parametrize(("number", "rows"), [(0, 6), (1, 1), (2, 2), (65, 65)])
def test_every_row_stands_once(number: int, rows: int) -> None:
    read = _Reader(page(members_list(number)).decode())
    assert read.tags.count("tr") == 1 + rows + 1
    assert read.tags.count("td") == rows * 10 + 1
    assert read.tags.count("th") == read.tags.count("col") == 10


def test_a_page_loads_nothing_and_names_its_language() -> None:
    text = page(officers_list()).decode()
    assert '<html lang="en">' in text
    assert not re.search(r"(?<!-)\b(src|href|url|@import)\b", text)


@pytest.mark.parametrize(("paper", "size"), [(members_list(), "A4 landscape"), (officers_list(), "A4 portrait")])
def test_members_lie_and_officers_stand(paper: Paper, size: str) -> None:
    assert f"size: {size};" in page(paper).decode()


def _printed(paper: Paper, folder: Path) -> Path:
    """The paper as a browser prints it, as PDF."""
    (folder / "paper.html").write_bytes(page(paper))
    quiet = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
    subprocess.run(
        [
            str(CHROMIUM),
            *quiet,
            f"--user-data-dir={folder / 'profile'}",
            "--no-pdf-header-footer",
            f"--print-to-pdf={folder / 'paper.pdf'}",
            (folder / "paper.html").as_uri(),
        ],
        capture_output=True,
        timeout=60,
        check=True,
    )
    return folder / "paper.pdf"


@pytest.mark.deep
@pytest.mark.skipif(not CHROMIUM, reason="needs Chromium to print with")
@pytest.mark.parametrize(
    ("paper", "pages", "box"),
    [(officers_list(), {1}, "594.96 841.92"), (members_list(65), {4, 5}, "841.92 594.96")],  # fonts differ in height
)
def test_a_browser_prints_a4(paper: Paper, pages: set[int], box: str, tmp_path: Path) -> None:
    pdf = _printed(paper, tmp_path).read_bytes().decode("latin-1")
    boxes = re.findall(r"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert {f"{float(width):.2f} {float(height):.2f}" for width, height in boxes} == {box}
    assert len(boxes) in pages


@pytest.mark.deep
@pytest.mark.skipif(not (CHROMIUM and shutil.which("pdftotext")), reason="needs Chromium and pdftotext")
def test_the_head_is_on_every_page_and_the_signatures_with_the_last_rows(tmp_path: Path) -> None:
    for number in range(12, 24):  # one of them fills a page exactly
        pdf = _printed(members_list(number), tmp_path)
        text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True).stdout.decode()
        *_before, last = pages = text.removesuffix("\f").split("\f")
        assert all("Tax code" in one for one in pages), number
        assert "PREPARED BY" in last
        assert f"HV-{number:04}" in last
        assert f"HV-{number - 1:04}" in last
        assert last.count("CHAIRMAN") == last.count("full name and seal") == 1
