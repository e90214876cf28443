"""One registry in every tool's format: the same members as TOML, recfile, CSV, SQLite and vCards."""

import csv
import io
import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path
from typing import NamedTuple

from members import NEWCOMER, SECTORS, Member, members

SHIPPED = Path(__file__).parent.parent / "registry.toml"
MOST_VCARDS = 1_000
"""More contacts than this make no sense in an address book with a file for each."""


class _TextForm(NamedTuple):
    """A text file: its beginning, and the text of each member."""

    head: str
    record: Callable[[Member], str]


def make(folder: Path, how_many: int) -> None:
    """Write that many members in every format, and the other files that some commands need."""
    folder.mkdir(parents=True)
    _texts(folder, how_many)
    _database(folder / "members.db", how_many)
    if how_many <= MOST_VCARDS:
        _address_book(folder, how_many)
    shutil.copy(SHIPPED, folder / "shipped.toml")
    (folder / "newcomer.json").write_text(json.dumps(NEWCOMER.cells), encoding="utf-8")


def _toml_record(member: Member) -> str:
    sectors = "".join(f'    "{code}",\n' for code in member.sectors)
    values = {name: f'"{value}"' for name, value in member.cells.items()}
    values |= {"sectors": f"[\n{sectors}]", "joined": member.joined.isoformat()}
    return "\n[[members]]\n" + "".join(f"{name} = {value}\n" for name, value in values.items())


def _rec_record(member: Member) -> str:
    lines = [
        f"{name.capitalize()}: {one}\n"
        for name, value in member.cells.items()
        for one in (member.sectors if name == "sectors" else [value])
    ]
    return "".join(lines) + "\n"


def _csv_row(cells: list[str]) -> str:
    row = io.StringIO()
    csv.writer(row, lineterminator="\n").writerow(cells)
    return row.getvalue()


def _csv_record(member: Member) -> str:
    _id, *cells = member.cells.values()
    return _csv_row(cells)


_TOML_HEAD = 'format = 1\n\n[association]\nname = "Hiệp hội Mẫu"\n' + "".join(
    f'\n[[sectors]]\ncode = "{code}"\nname = "{name}"\n' for code, name in SECTORS.items()
)
_REC_HEAD = f"""\
%rec: Member
%key: Id
%mandatory: Name
%allowed: {" ".join(name.capitalize() for name in Member._fields)}
%unique: {" ".join(name.capitalize() for name in Member._fields if name not in {"id", "sectors"})}
%type: Sectors enum {" ".join(SECTORS)}
%type: Tax_code regexp /^([0-9]{{10}}(-[0-9]{{3}})?|[0-9]{{12}})$/
%type: Phone regexp /^[0-9]{{8,15}}$/
%type: Email regexp /^[^@ ]+@[^@ ]+\\.[^@ ]+$/
%type: Joined date

"""
_TEXT_FORMS = {
    "registry.toml": _TextForm(_TOML_HEAD, _toml_record),
    "members.rec": _TextForm(_REC_HEAD, _rec_record),
    "members.csv": _TextForm(_csv_row([name for name in Member._fields if name != "id"]), _csv_record),
}
"""A spreadsheet as people send it has no ids; the registry assigns them."""


def _texts(folder: Path, how_many: int) -> None:
    with ExitStack() as open_files:
        files = {name: open_files.enter_context((folder / name).open("w", encoding="utf-8")) for name in _TEXT_FORMS}
        for name, form in _TEXT_FORMS.items():
            files[name].write(form.head)
        for member in members(how_many):
            for name, form in _TEXT_FORMS.items():
                files[name].write(form.record(member))


def _database(path: Path, how_many: int) -> None:
    columns = ", ".join(f"{name} text" for name in Member._fields)
    places = ", ".join(f":{name}" for name in Member._fields)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(f"create table members ({columns}, primary key (id))")
        database.executemany(f"insert into members values ({places})", (member.cells for member in members(how_many)))


def _address_book(folder: Path, how_many: int) -> None:
    (folder / "khard.conf").write_text("[addressbooks]\n[[members]]\npath = contacts\n", encoding="utf-8")
    (folder / "contacts").mkdir()
    for member in members(how_many):
        (folder / f"contacts/{member.id}.vcf").write_text(_vcard(member), encoding="utf-8", newline="\r\n")


def _vcard(member: Member) -> str:
    street, ward, city = member.address.split(", ")
    return f"""\
BEGIN:VCARD
VERSION:3.0
UID:{member.id}
FN:{member.name}
N:;;;;
ORG:{member.name}
TITLE:{member.position}
TEL;TYPE=WORK:{member.phone}
EMAIL:{member.email}
ADR;TYPE=WORK:;;{street}\\, {ward};{city};;;
CATEGORIES:{",".join(member.sectors)}
NOTE:{member.tax_code}\\n{member.representative}\\n{member.joined}
END:VCARD
"""
