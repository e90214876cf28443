"""Reads the cells of an xls workbook in a process of its own, which a damaged one may end.

This module is also the program of that process: the workbook comes in on standard input, its sheets go out pickled.
"""

import io
import pickle
import subprocess
import sys
from typing import Any

XlsSheet = tuple[int, str, bool, list[list[Any]]]
"""The place of a worksheet among all sheets, its name, whether it is shown, and its rows, as long as the widest."""


def sheets_of(data: bytes) -> list[XlsSheet]:
    """The worksheets of a workbook. Raises CalledProcessError if it is damaged."""
    ours = [sys.executable, "-P", __file__]
    done = subprocess.run(ours, input=data, capture_output=True, check=True)  # noqa: S603  words of our own
    sheets: list[XlsSheet] = pickle.loads(done.stdout)  # noqa: S301  written below
    return sheets


def _main() -> None:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook

    book = load_workbook(io.BytesIO(sys.stdin.buffer.read()))
    sheets: list[XlsSheet] = [
        (
            place,
            sheet.name,
            sheet.visible == SheetVisibleEnum.Visible,
            book.get_sheet_by_index(place).to_python(skip_empty_area=False),
        )
        for place, sheet in enumerate(book.sheets_metadata)
        if sheet.typ == SheetTypeEnum.WorkSheet
    ]
    pickle.dump(sheets, sys.stdout.buffer)


if __name__ == "__main__":
    _main()
