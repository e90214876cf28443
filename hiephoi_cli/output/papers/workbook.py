"""A paper as an Excel workbook: days are dates, codes and phones are text."""

from datetime import date

from hiephoi_cli.output.book import Book, Look
from hiephoi_cli.output.papers.paper import Paper, Value

_A4 = 9


def workbook(paper: Paper) -> bytes:
    """The paper as a sheet to work with, and to print on A4. Raises UsageError where XlsxWriter is not installed."""
    book = Book(paper.title, paper.frame.language)
    head = _title_block(book, paper)
    _list(book, paper, head)
    _closing(book, paper, head + len(paper.rows) + 1)
    _page(book, paper, head)
    return book.saved()


def _title_block(book: Book, paper: Paper) -> int:
    """What stands above the list, whose first row comes back."""
    whole = range(len(paper.headings))
    _across(book, 0, whole, paper.frame.association, bold=True)
    _across(book, 1, whole, paper.frame.founded, italic=True)
    _across(book, 3, whole, paper.title, bold=True, size=14)
    for row, subtitle in enumerate(paper.subtitles, start=4):
        _across(book, row, whole, subtitle, italic=True)
    return 5 + len(paper.subtitles)


def _list(book: Book, paper: Paper, head: int) -> None:
    """The head of the columns in that row, and the rows below it, all with borders."""
    titles: list[Value] = [heading.title for heading in paper.headings]
    for number, values in enumerate([titles, *([cell.value for cell in row] for row in paper.rows)]):
        for column, value in enumerate(values):
            centred = not number or not column or isinstance(value, date)
            look = _font(11, bold=not number) | _placed("center" if centred else "left") | {"border": 1}
            book.put(head + number, column, value, look)


def _closing(book: Book, paper: Paper, row: int) -> None:
    """The total below the list, the place and date, and room for signatures side by side."""
    last = len(paper.headings)
    left, right = range(last // 2), range(last // 2, last)
    _across(book, row, range(last), paper.total, bold=True)
    _across(book, row + 2, right, paper.frame.place_and_date, italic=True)
    for signature, half in zip(paper.frame.signatures, (left, right), strict=True):
        for place, title in enumerate(signature.titles):
            _across(book, row + 3 + place, half, title, bold=True)
        _across(book, row + 3 + len(signature.titles), half, signature.note, italic=True)


def _across(  # noqa: PLR0913  where, what, and how
    book: Book, row: int, columns: range, text: str, *, size: int = 12, bold: bool = False, italic: bool = False
) -> None:
    """Text in the middle of several columns of a row."""
    book.across(row, columns, text, _font(size, bold=bold, italic=italic) | _placed("center"))


def _font(size: int, *, bold: bool = False, italic: bool = False) -> Look:
    return {"font_name": "Times New Roman", "font_size": size, "bold": bold, "italic": italic}


def _placed(across: str) -> Look:
    return {"align": across, "valign": "top", "text_wrap": True}


def _page(book: Book, paper: Paper, head: int) -> None:
    """Widths of columns, and how the sheet is printed: as wide as the paper, with the head on every page."""
    for column, heading in enumerate(paper.headings):
        book.sheet.set_column(column, column, heading.width + 2)
    if paper.landscape:
        book.sheet.set_landscape()
    else:
        book.sheet.set_portrait()
    book.sheet.set_paper(_A4)
    book.sheet.fit_to_pages(1, 0)
    book.sheet.repeat_rows(head)
    book.sheet.freeze_panes(head + 1, 0)
