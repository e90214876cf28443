"""Sheets of an Excel workbook, read cell by cell as what the cells are."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from hiephoi_cli.domain.suggest import did_you_mean
from hiephoi_cli.errors import HiephoiError, InvalidData, NoWorkbooks, UsageError
from hiephoi_cli.exchange.cell import Cell, NoValue
from hiephoi_cli.i18n import _

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_MOST_ROWS = 1 << 20
Lines = list[list[Cell]]


def read_sheet(data: bytes, wanted: str | None) -> tuple[Lines, tuple[str, ...]]:
    """The rows of the sheet of that name or number, else of the first; and the names of the others that hold something.

    All rows are as long as the longest.

    Raises InvalidData for what is no workbook, UsageError where openpyxl or the sheet is missing.
    """
    with _of_a_workbook():
        book = _opened(data, computed=False)
        sheets = {sheet.title: sheet for sheet in book.worksheets}
        shown = [title for title, sheet in sheets.items() if sheet.sheet_state == "visible"]
        name = _named(wanted, list(sheets)) if wanted else [*shown, *sheets][0]
        lines = list(map(_trimmed, _lines(sheets[name])))
        if any(isinstance(cell, NoValue) for cells in lines for cell in cells):
            computed = _lines(_opened(data, computed=True)[name])
            lines = [_trimmed(_with_values(cells, values)) for cells, values in zip(lines, computed, strict=True)]
        others = tuple(title for title, sheet in sheets.items() if title != name and any(map(any, _lines(sheet))))
    width = max(map(len, lines), default=0)
    return [[*cells, *([None] * (width - len(cells)))] for cells in lines], others


def letters(index: int) -> str:
    """The name of a column that stands at that place from 0: A, B, … Z, AA."""
    before, place = divmod(index, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + place)


@contextmanager
def _of_a_workbook() -> Iterator[None]:
    """Whatever openpyxl says of a file that is no workbook, or a broken one, is InvalidData; its warnings are none."""
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except HiephoiError:
        raise
    except Exception:  # noqa: BLE001  it lets anything out
        raise InvalidData(_("the file is not an Excel workbook"), _("save it again as an Excel workbook")) from None


def _opened(data: bytes, *, computed: bool) -> "Workbook":
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise NoWorkbooks(_("openpyxl, which reads xlsx files, is missing")) from None
    return load_workbook(io.BytesIO(data), read_only=True, data_only=computed)


def _named(wanted: str, names: Sequence[str]) -> str:
    """The sheet of that name, or of that number from 1. Raises UsageError."""
    if wanted in names:
        return wanted
    if wanted.isdecimal() and 1 <= int(wanted) <= len(names):
        return names[int(wanted) - 1]
    listed = ", ".join(f"'{name}'" for name in names)
    raise UsageError(
        _("no sheet '{name}'").format(name=wanted),
        did_you_mean(wanted, names) or _("there are: {columns}").format(columns=listed),
    )


def _lines(sheet: "Worksheet") -> Iterator[list[Cell]]:
    sheet.reset_dimensions()  # type: ignore[attr-defined]  # of a sheet that is only read; some programs write wrong ones
    for number, cells in enumerate(sheet.iter_rows(), 1):
        if number > _MOST_ROWS:
            raise InvalidData(_("the sheet has more rows than Excel knows"), _("save it again as an Excel workbook"))
        yield [_value(cell) for cell in cells]


def _with_values(cells: list[Cell], values: list[Cell]) -> list[Cell]:
    """The cells, each formula as what it came to when the workbook was saved, if it was computed."""
    return [
        value if isinstance(cell, NoValue) and value is not None else cell
        for cell, value in zip(cells, values, strict=False)  # the values of blank cells behind are not asked
    ]


def _trimmed(cells: list[Cell]) -> list[Cell]:
    """The cells up to the last that holds something."""
    filled = [place for place, cell in enumerate(cells) if cell not in (None, "")]
    return cells[: filled[-1] + 1 if filled else 0]


def _value(cell: Any) -> Cell:  # noqa: ANN401  cells of several classes
    value = "" if cell.value is None and cell.data_type == "str" else cell.value  # what a formula came to
    if cell.data_type in {"f", "e"}:
        return NoValue(str(getattr(value, "text", value)))
    match value:
        case str():
            return _unescaped(value).strip()
        case datetime():
            return value.date()
        case float() if value.is_integer():
            return int(value)
        case None | bool() | int() | float() | date():
            return value
        case _:
            return str(value)


def _unescaped(text: str) -> str:
    """A text without the escapes that a workbook has for characters XML cannot hold: `_x000D_`."""
    if "_x" not in text:
        return text
    from openpyxl.utils.escape import unescape

    return str(unescape(text))
