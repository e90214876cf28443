"""The formats that programs and documents read: one generator of lines each."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from hiephoi_cli.domain.vietnamese import UNSAFE, harmless
from hiephoi_cli.output.listing import Column, Listing, Row

Format = Callable[[Listing, bool], Iterator[str]]
"""Takes a listing and whether a header is wanted; gives text piece by piece."""


def tsv(listing: Listing, header: bool) -> Iterator[str]:
    r"""A line a row, tab-separated; tabs and line ends inside a value come as `\t` and `\n`."""
    for cells in _cells(listing, header):
        yield "\t".join(map(harmless, cells)) + "\n"


def csv_(listing: Listing, header: bool) -> Iterator[str]:
    """Comma-separated values as RFC 4180 has them, but with plain line ends."""
    import csv
    import io

    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    for cells in _cells(listing, header):
        writer.writerow([_one_safe_cell(cell) for cell in cells])
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


FORMATS: dict[str, Format] = {"tsv": tsv, "csv": csv_, "json": json, "jsonl": jsonl, "markdown": markdown}
ENDINGS = {".tsv": "tsv", ".csv": "csv", ".json": "json", ".jsonl": "jsonl", ".md": "markdown"}


def people_columns(listing: Listing) -> Sequence[Column]:
    """The columns for people, the most telling first: those that somebody named, else the everyday ones."""
    if listing.chosen:
        return listing.columns
    everyday = [(column.everyday, column) for column in listing.columns if column.everyday is not None]
    return [column for _place, column in sorted(everyday, key=lambda pair: pair[0])]


def titled(listing: Listing) -> list[tuple[str, Sequence[Row]]]:
    """The rows under their titles: those of each group, or all under one."""
    if listing.grouped_by:
        return [(f"{group.title} ({len(group.rows)})", group.rows) for group in listing.groups]
    return [(group.title, group.rows) for group in listing.groups] or [(listing.title, listing.rows)]


def _program_columns(listing: Listing) -> Sequence[Column]:
    """The columns for programs: those that somebody named, else all that are not for people only."""
    return [column for column in listing.columns if listing.chosen or not column.people_only]


def _keyed_rows(listing: Listing) -> Iterator[tuple[str | None, Row]]:
    """Every row with the key of its group; None where there are no groups."""
    if listing.grouped_by:
        for group in listing.groups:
            for row in group.rows:
                yield group.key, row
    else:
        for row in listing.rows:
            yield None, row


def _cells(listing: Listing, header: bool) -> Iterator[list[str]]:
    grouped = [f"by_{listing.grouped_by}"] if listing.grouped_by else []
    columns = _program_columns(listing)
    if header:
        yield [*grouped, *(column.key for column in columns)]
    plain = [column.plain for column in columns]
    for group, row in _keyed_rows(listing):
        cells = [_text(value(row)) for value in plain]
        yield cells if group is None else [group, *cells]


def _objects(listing: Listing) -> Iterator[dict[str, object]]:
    columns = _program_columns(listing)
    for group, row in _keyed_rows(listing):
        grouped = {} if group is None else {f"by_{listing.grouped_by}": group}
        yield grouped | {column.key: column.plain(row) for column in columns}


def _text(value: Any) -> str:  # noqa: ANN401, PLR0911  a value of any column, a line a type
    match value:
        case str():
            return value
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case tuple() | list():
            return "; ".join(_text(item) for item in value)
        case dict():
            return " ".join(f"{key}={_text(item)}" for key, item in value.items() if item is not None)
        case _:
            return str(value)


def _one_safe_cell(cell: str) -> str:
    """A cell as it is, but for what commands a terminal; a line end inside stays, quoted."""
    return "\n".join(map(harmless, cell.split("\n")))


def _safe_json(item: object) -> str:
    import msgspec

    text = msgspec.json.encode(item).decode()
    return UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _markdown_row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |\n"


def markdown_text(text: str) -> str:
    """Text that Markdown takes for nothing else."""
    return "".join(f"\\{char}" if char in "\\|[]<>*_`#" else char for char in harmless(text))
