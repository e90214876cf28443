"""Refuses rows with garbled text, reads text in a named old encoding, and blanks cells that show nothing."""

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import structs

from hiephoi_cli.domain.vietnamese import UNSEEN
from hiephoi_cli.errors import InvalidData
from hiephoi_cli.exchange.cell import Cell, Row, Rows
from hiephoi_cli.exchange.encodings import garbled, may_be_garbled
from hiephoi_cli.exchange.old_fonts import (
    TITLES,
    Recognised,
    first_recognised,
    legible_words,
    may_be_old,
    reread,
)
from hiephoi_cli.exchange.sheet_marks import cell_name
from hiephoi_cli.files.formats import WORKBOOKS
from hiephoi_cli.i18n import _
from hiephoi_cli.patterns import pattern

_ESCAPE = "\\u00"
"""How JSON may write the letters of garbled text."""
_ONLY_UNICODE = pattern("[ẠạẢảẤ-ỹƠơƯưĐđĂă]")
"""Letters that no program makes of bytes."""
_NAMES, _SHORTEST = 2, 8
"""How many names show what an encoding makes of a list, and how long they are at least."""


def legible(listed: Rows, text: str) -> Rows:
    """The rows unchanged. Raises InvalidData for the first garbled cell; `text` is all their text, searched first."""
    escaped = _ESCAPE in text
    for row in listed.filled if escaped or may_be_garbled(text) else ():
        for part in _texts(row.cells):
            if meant := garbled(part):
                raise InvalidData(
                    _("{where}: '{text}' is garbled; it was '{meant}'").format(
                        where=_where(listed, row.number, part), text=part, meant=meant
                    ),
                    _("somebody opened the file in the wrong encoding and saved it: use an earlier copy"),
                )
    if escaped or may_be_old(text):
        parts = ((row.number, part) for row in listed.filled for part in _texts(row.cells) if may_be_old(part))
        if recognised := first_recognised(parts):
            raise _old(listed, *recognised)
    return listed


def reread_rows(listed: Rows, encoding: str) -> Rows:
    """The rows with their texts read in an old encoding. Raises InvalidData if none is in it."""
    mixed = {place for row in listed.filled for place, cell in enumerate(row.cells) if _ONLY_UNICODE.search(str(cell))}
    filled = [
        Row(
            row.number,
            [_reread(cell, encoding, doubtful_too=place not in mixed) for place, cell in enumerate(row.cells)],
        )
        for row in listed.filled
    ]
    before, after = (" ".join(part for row in rows for part in _texts(row.cells)) for rows in (listed.filled, filled))
    if not before.isascii() and legible_words(after) <= legible_words(before):
        raise InvalidData(
            _("the text is Unicode, not {encoding}").format(encoding=TITLES.get(encoding, encoding)),
            _("leave --encoding out"),
        )
    return structs.replace(listed, filled=filled)


def without_unseen(listed: Rows, text: str) -> Rows:
    """The rows with a blank cell for each that shows nothing, such as a zero-width space; `text` as for `legible`."""
    if not (UNSEEN.search(text) or "\\u" in text):
        return listed
    rows = [Row(row.number, ["" if _shows_nothing(cell) else cell for cell in row.cells]) for row in listed.filled]
    blank = {row.number for row in rows if all(cell in (None, "") for cell in row.cells)}
    filled = [row for row in rows if row.number not in blank]
    return structs.replace(listed, filled=filled, blank=sorted([*listed.blank, *blank]))


def _shows_nothing(cell: Cell) -> bool:
    return isinstance(cell, str) and not UNSEEN.sub("", cell).strip()


def _old(listed: Rows, number: int, text: str, old: Recognised) -> InvalidData:
    """The refusal of text in an old encoding, with what the first names are in it."""
    message = _("{where}: '{text}' is in {encoding}, an old encoding; it says '{meant}'")
    option = f"--encoding {old.encoding}"
    names = ", ".join(f"'{name}'" for name in _names(listed.filled, number, old.encoding))
    return InvalidData(
        message.format(where=_where(listed, number, text), text=text, encoding=TITLES[old.encoding], meant=old.meant),
        _("read it with {option}: {names}").format(option=option, names=names) if names else option,
    )


def _where(listed: Rows, number: int, text: str) -> str:
    """Where a text of a row is: the cell in a workbook, else the row."""
    cells = next(row.cells for row in listed.filled if row.number == number)
    in_sheet = listed.format in WORKBOOKS and text in cells
    return cell_name(number, cells.index(text)) if in_sheet else _("row {n}").format(n=number or 1)


def _names(rows: Sequence[Row], number: int, encoding: str) -> list[str]:
    """The first longer texts below a row that another encoding changes, in it."""
    names: list[str] = []
    for row in rows:
        for part in _texts(row.cells) if row.number > number and len(names) < _NAMES else ():
            meant = reread(part, encoding) if len(part) >= _SHORTEST else part
            names += [meant] if meant != part else []
    return names[:_NAMES]


def _reread(cell: Cell, encoding: str, *, doubtful_too: bool) -> Any:  # noqa: ANN401  a cell, or what is in it
    match cell:
        case str():
            return reread(cell, encoding, doubtful_too=doubtful_too).strip()
        case list():
            return [_reread(item, encoding, doubtful_too=doubtful_too) for item in cell]
        case dict():
            pairs = (_reread(list(pair), encoding, doubtful_too=doubtful_too) for pair in cell.items())
            return dict(pairs)
        case _:
            return cell


def _texts(cell: Any) -> Iterator[str]:  # noqa: ANN401  a cell, or what is in it
    match cell:
        case str():
            yield cell
        case list():
            for item in cell:
                yield from _texts(item)
        case dict():
            yield from _texts([*cell, *cell.values()])
