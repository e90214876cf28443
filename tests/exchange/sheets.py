"""Small workbooks, and such as other programs write."""

from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl

FIRST = "xl/worksheets/sheet1.xml"
"""Where the first sheet stands in the file."""


def book(*rows: list[Any], **others: list[list[Any]]) -> bytes:
    """A workbook with these rows in its first sheet, named List, and with other sheets by name."""
    made = openpyxl.Workbook()
    for name, cells in {"List": rows, **others}.items():
        sheet = made.create_sheet(name)
        for row in cells:
            sheet.append(row)
    made.remove(made.worksheets[0])
    return saved(made)


def saved(made: openpyxl.Workbook) -> bytes:
    data = BytesIO()
    made.save(data)
    return data.getvalue()


def patched(data: bytes, change: Callable[[bytes], bytes], part: str = FIRST) -> bytes:
    """The workbook with a part of it changed as another program may have written it."""
    changed = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(changed, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return changed.getvalue()
