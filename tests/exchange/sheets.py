"""Small workbooks."""

from io import BytesIO
from typing import Any

import openpyxl


def book(*rows: list[Any], **others: list[list[Any]]) -> bytes:
    """A workbook with these rows in its first sheet, named List, and with other sheets by name."""
    made = openpyxl.Workbook()
    made.active.title = "List"
    for name, cells in {"List": rows, **others}.items():
        sheet = made.active if name == "List" else made.create_sheet(name)
        for row in cells:
            sheet.append(row)
    data = BytesIO()
    made.save(data)
    return data.getvalue()
