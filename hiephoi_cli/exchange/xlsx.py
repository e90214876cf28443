"""The sheets of an Excel workbook, cell by cell, from the XML that its file holds.

Libraries leave out what a list must not lose: formulas without a value, errors, and zeros that a format shows.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from hiephoi_cli.exchange.cell import Cell
from hiephoi_cli.exchange.package import Broken, Package, local, tidy
from hiephoi_cli.exchange.sheet_marks import Sheet, SheetMarks
from hiephoi_cli.exchange.xlsx_cells import SheetRows, Strings, Styles

_USUAL_MAIN = "xl/workbook.xml"


class Related(NamedTuple):
    """What a part refers to: its kind, and where it is, within the workbook or outside."""

    kind: str
    target: str
    outside: bool = False


class Workbook:
    """An Excel workbook in memory. Anything may be raised where it is broken, of ValueError and LookupError."""

    def __init__(self, data: bytes) -> None:
        self._package = Package(data)
        main = next(
            (part.target for part in related(self._package, "").values() if part.kind == "officeDocument"), _USUAL_MAIN
        )
        self._since_1904 = False
        self._related = related(self._package, main)
        self.sheets: list[Sheet] = []
        self._package.parse(main, self._see_sheet)
        self._strings = Strings()
        self._styles = Styles()
        strings, styles = self._part("sharedStrings"), self._part("styles")
        if strings in self._package.parts:  # some programs name texts and styles that they do not write
            self._package.parse(strings, self._strings.start, self._strings.end, self._strings.text)
        if styles in self._package.parts:
            self._package.parse(styles, self._styles.start)
        if not self.sheets:
            raise Broken

    def lines(self, sheet: Sheet, marks: SheetMarks | None = None) -> Iterator[list[Cell]]:
        """The rows of a sheet from its first on, each up to its last cell that holds something. Raises TooLong."""
        marks = marks or SheetMarks()
        rows = SheetRows(self._strings.found, self._styles, marks, since_1904=self._since_1904)
        for _chunk in self._package.parsed(sheet.part, rows.start, rows.end, rows.text):
            yield from rows.taken()
        targets = related(self._package, sheet.part) if rows.linked else {}
        marks.links |= {place: f"{targets[key].target}" for place, key in rows.linked.items() if key in targets}

    def _part(self, kind: str) -> str:
        """The part of a kind of which there is one, by its usual name if the workbook does not say."""
        return next((part.target for part in self._related.values() if part.kind == kind), tidy(f"xl/{kind}.xml"))

    def _see_sheet(self, name: str, attributes: dict[str, str]) -> None:
        if name == "workbookPr":
            self._since_1904 = attributes.get("date1904") in {"1", "true"}
        elif name == "sheet":
            key = next((value for name, value in attributes.items() if local(name) == "id"), "")
            usual = Related("worksheet", f"xl/worksheets/sheet{len(self.sheets) + 1}.xml")
            kind, part, _outside = self._related.get(key, usual)
            if kind == "worksheet":
                self.sheets.append(Sheet(attributes["name"], attributes.get("state", "visible") == "visible", part))


def related(package: Package, part: str) -> Mapping[str, Related]:
    """What a part of a workbook refers to, by id; nothing if it does not say."""
    folder, _slash, name = part.rpartition("/")
    found: dict[str, Related] = {}

    def see(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship":
            target, kind = attributes.get("Target", ""), attributes.get("Type", "").rpartition("/")[2]
            outside = attributes.get("TargetMode") == "External"
            if not outside:
                target = target.replace("\\", "/")
                target = tidy(target if target.startswith("/") else f"{folder}/{target}")
            found[attributes.get("Id", "")] = Related(kind, target, outside)

    relations = tidy(f"{folder}/_rels/{name}.rels")
    if relations in package.parts:
        package.parse(relations, see)
    return found
