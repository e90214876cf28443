"""A listing as text for programs and documents: a generator of lines for each format."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice
from types import NoneType
from typing import Any

from msgspec import structs

from hiephoi_cli.domain.cell_text import cell_text, show_number
from hiephoi_cli.domain.partial_day import PartialDay
from hiephoi_cli.domain.vietnamese import UNSAFE, harmless, harmless_lines
from hiephoi_cli.i18n import language
from hiephoi_cli.output.listing import Column, Listing, Row
from hiephoi_cli.patterns import pattern

_AT_ONCE = 1000
"""Rows that are written column by column, which is faster than row by row."""
_FEW_VALUES = {date, tuple, NoneType}
"""Types of columns in which the same values come again and again."""

Format = Callable[[Listing, bool], Iterator[str]]
"""Takes a listing and whether a header is wanted; gives text piece by piece."""


def tsv(listing: Listing, header: bool) -> Iterator[str]:
    r"""A line a row, tab-separated; tabs and line ends inside a value come as `\t` and `\n`."""
    if header:
        yield "\t".join(map(harmless, _header(listing))) + "\n"
    plain = [column.plain for column in program_columns(listing)]
    keyed = _keyed_rows(listing)
    while some := list(islice(keyed, _AT_ONCE)):
        groups, rows = zip(*some, strict=True)
        columns = [*([groups] if listing.grouped_by else []), *(list(map(value, rows)) for value in plain)]
        yield "\n".join(map("\t".join, zip(*map(_cells, columns), strict=True))) + "\n"


def _cells(values: Sequence[Any]) -> Sequence[str]:
    """The cells of a column; most columns hold only texts, which join at once, and nothing harmful."""
    try:
        whole = "".join(values)
    except TypeError:
        values = _texts(values)
        whole = "".join(values)
    return values if whole.isprintable() else list(map(harmless, values))


def _texts(values: Sequence[Any]) -> Sequence[str]:
    """The values of a column as text."""
    if {*map(type, values)} <= _FEW_VALUES:
        texts = {value: cell_text(value) for value in {*values}}
        return [texts[value] for value in values]
    return list(map(cell_text, values))


def csv_(listing: Listing, header: bool) -> Iterator[str]:
    """Comma-separated values as RFC 4180 has them, but with plain line ends."""
    return separated(listing, header, written=lambda value: harmless_lines(cell_text(value)))


def excel_csv(listing: Listing, header: bool) -> Iterator[str]:
    """CSV that Excel opens with a double click: with a mark, and with `;` where the decimal sign is a comma.

    A tab stands before what Excel would compute, or take for a number, so that it stays the text it is.
    """
    yield MARK
    delimiter = ";" if language() == "vi" else ","
    yield from separated(listing, header, written=_inert, delimiter=delimiter, line_end="\r\n")


def separated(
    listing: Listing, header: bool, *, written: Callable[[Any], str], delimiter: str = ",", line_end: str = "\n"
) -> Iterator[str]:
    """A line a row: its values as they are to be written, separated, and quoted where need be."""
    import csv
    import io

    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator=line_end)
    for values in _lines(listing, header):
        writer.writerow(map(written, values))
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def json(listing: Listing, _header: bool) -> Iterator[str]:
    """A list of objects, a line each, or one object where one record is shown."""
    objects = [_safe_json(item) for item in _objects(listing)]
    if listing.single:
        yield document(next(_objects(listing)))
    elif objects:
        yield "[\n" + ",\n".join(objects) + "\n]\n"
    else:
        yield "[]\n"


def document(item: object) -> str:
    """One object as JSON to read, indented."""
    import msgspec

    return msgspec.json.format(_safe_json(item), indent=2) + "\n"


def jsonl(listing: Listing, _header: bool) -> Iterator[str]:
    """An object a line."""
    for item in _objects(listing):
        yield _safe_json(item) + "\n"


def markdown(listing: Listing, header: bool) -> Iterator[str]:
    """A table for a document, with what people see; groups have headings."""
    columns = people_columns(listing)
    for title, rows in titled(listing):
        if title:
            yield f"## {markdown_text(title)}\n\n"
        if header:
            yield _markdown_row([column.title for column in columns])
            yield _markdown_row(["---:" if column.numeric else "---" for column in columns])
        for row in rows:
            yield _markdown_row([markdown_text(column.shown(row)) for column in columns])
        if title:
            yield "\n"
    if listing.below:
        yield "\n"
        yield from markdown(listing.below, header)
    for remark in listing.remarks:
        yield f"\n{markdown_text(remark)}\n"


def html(listing: Listing, header: bool) -> Iterator[str]:
    """A page with what people see in a table, or one for each group; it loads nothing."""
    yield f'<!DOCTYPE html>\n<html lang="{language()}">\n<meta charset="utf-8">\n<title>hiephoi</title>\n{_STYLE}\n'
    yield from html_tables(listing, header)
    yield "</html>\n"


FORMATS: dict[str, Format] = {
    "tsv": tsv,
    "csv": csv_,
    "json": json,
    "jsonl": jsonl,
    "markdown": markdown,
    "html": html,
}
MARK = "\ufeff"
"""The byte-order mark, by which Excel knows UTF-8."""
FORMULA_SIGNS = ("=", "+", "-", "@")
"""What Excel takes for the beginning of a formula."""
_COMPUTED = pattern(r"[=+\-@＝＋－＠\t\r]|[0-9][0-9 .,/:eE%+-]*$")
_STYLE = """\
<style>
body { font: 16px/1.4 system-ui, sans-serif; margin: 2em; }
table { border-collapse: collapse; margin-bottom: 2em; }
th, td { border: 1px solid #999; padding: 0.3em 0.6em; text-align: left; vertical-align: top; white-space: pre-line; }
th { background: #eee; position: sticky; top: 0; }
.number { text-align: right; }
</style>"""


def html_text(text: str) -> str:
    """Text, with markup escaped."""
    from html import escape

    return escape(harmless_lines(text))


def people_columns(listing: Listing) -> Sequence[Column]:
    """The columns for people, the most telling first: those that somebody named, else the everyday ones."""
    if listing.chosen:
        return listing.columns
    everyday = [(column.everyday, column) for column in listing.columns if column.everyday is not None]
    columns = [column for _place, column in sorted(everyday, key=lambda pair: pair[0])]
    return [structs.replace(column, shown=column.brief) if column.brief else column for column in columns]


def program_columns(listing: Listing) -> Sequence[Column]:
    """The columns for programs: those that somebody named, else all that are not for people only."""
    return [column for column in listing.columns if listing.chosen or not column.people_only]


def program_rows(listing: Listing) -> Iterator[list[Any]]:
    """The values of every row for programs; of a grouped listing, the key of the group comes first."""
    plain = [column.plain for column in program_columns(listing)]
    for group, row in _keyed_rows(listing):
        values = [value(row) for value in plain]
        yield values if group is None else [group, *values]


def titled(listing: Listing) -> list[tuple[str, Sequence[Row]]]:
    """The rows under their titles: those of each group, or all under one."""
    if listing.grouped_by:
        return [(f"{group.title} ({len(group.rows)})", group.rows) for group in listing.groups]
    return [(group.title, group.rows) for group in listing.groups] or [(listing.title, listing.rows)]


def _keyed_rows(listing: Listing) -> Iterator[tuple[str | None, Row]]:
    """Every row with the key of its group; None where there are no groups."""
    if listing.grouped_by:
        for group in listing.groups:
            for row in group.rows:
                yield group.key, row
    else:
        for row in listing.rows:
            yield None, row


def _lines(listing: Listing, header: bool) -> Iterator[list[Any]]:
    if header:
        yield _header(listing)
    yield from program_rows(listing)


def _header(listing: Listing) -> list[str]:
    grouped = [f"by_{listing.grouped_by}"] if listing.grouped_by else []
    return [*grouped, *(column.key for column in program_columns(listing))]


def _objects(listing: Listing) -> Iterator[dict[str, object]]:
    columns = program_columns(listing)
    for group, row in _keyed_rows(listing):
        grouped = {} if group is None else {f"by_{listing.grouped_by}": group}
        yield grouped | {column.key: column.plain(row) for column in columns}


def _safe_json(item: object) -> str:
    import msgspec

    try:
        text = msgspec.json.encode(item, enc_hook=str).decode()  # partial days as they are written
    except UnicodeEncodeError:  # half a character, as broken files have it
        text = msgspec.json.encode(_whole(item), enc_hook=str).decode()
    return UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _whole(item: Any) -> Any:  # noqa: ANN401  any JSON value
    """The same, with lone surrogates escaped."""
    match item:
        case str():
            return item.encode(errors="backslashreplace").decode()
        case dict():
            return {key: _whole(value) for key, value in item.items()}
        case list() | tuple():
            return [_whole(value) for value in item]
        case _:
            return item


def _inert(value: Any) -> str:  # noqa: ANN401  a value of any column
    """A text that Excel takes for no other than it is; numbers and days are left to it."""
    if isinstance(value, float):
        return show_number(value)
    text = harmless_lines(cell_text(value))
    is_text = isinstance(value, PartialDay) or not isinstance(value, int | date)
    return f"\t{text}" if is_text and _COMPUTED.match(text) else text


def html_tables(listing: Listing, header: bool) -> Iterator[str]:
    """What people see of a listing, as tables for a page."""
    columns = people_columns(listing)
    for title, rows in titled(listing):
        yield f"<h2>{html_text(title)}</h2>\n" if title else ""
        yield "<table>\n"
        if header:
            yield "<thead>" + _html_row(columns, "th", [column.title for column in columns]) + "</thead>\n"
        for row in rows:
            yield _html_row(columns, "td", [column.shown(row) for column in columns])
        yield "</table>\n"
    if listing.below:
        yield from html_tables(listing.below, header)
    yield "".join(f"<p>{html_text(remark)}</p>\n" for remark in listing.remarks)


def _html_row(columns: Sequence[Column], tag: str, texts: Sequence[str]) -> str:
    kinds = [' class="number"' if column.numeric else "" for column in columns]
    cells = (f"<{tag}{kind}>{html_text(text)}</{tag}>" for kind, text in zip(kinds, texts, strict=True))
    return f"<tr>{''.join(cells)}</tr>\n"


def _markdown_row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |\n"


def markdown_text(text: str) -> str:
    """Text that Markdown takes for nothing else."""
    return "".join(f"\\{char}" if char in "\\|[]<>*_`#" else char for char in harmless(text))
