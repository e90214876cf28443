"""Recognises files that are not lists by their first bytes and names, with what to do about each."""

import re
from collections.abc import Mapping
from pathlib import PurePath

from hiephoi_cli.errors import InvalidData
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.patterns import pattern

_SAVE, _DOWNLOAD, _COPY, _UNPACK, _REAL = (
    N_("open it and save the list as an Excel workbook (xlsx)"),
    N_("open it in the browser, and download the list as an Excel workbook (xlsx)"),
    N_("copy its table into a new Excel workbook, and save that"),
    N_("unpack it, and import the list inside"),
    N_("import the list itself, whose name does not begin with ~ or a dot"),
)
_FROM_APPLE = N_("a document of Numbers, Pages or Keynote")
_APPLE = N_("export the list from there as an Excel workbook (xlsx)")
_PDF, _PICTURE, _WORD, _SLIDES, _MAIL, _DATABASE, _OLD = (
    N_("a PDF"),
    N_("a picture"),
    N_("a Word document"),
    N_("a presentation"),
    N_("an e-mail"),
    N_("a database"),
    N_("a spreadsheet in an old format"),
)
_TYPE = N_("ask the sender for the list as a spreadsheet, or type it into one")
_ARCHIVE, _WEB_LINK, _LOCK = (
    N_("an archive"),
    N_("a link to a list on the web"),
    N_("a temporary file of a spreadsheet program"),
)
_BEGINNINGS: Mapping[bytes, tuple[str, str]] = {
    b"%PDF-": (_PDF, _TYPE),
    b"\x89PNG": (_PICTURE, _TYPE),
    b"\xff\xd8\xff": (_PICTURE, _TYPE),
    b"GIF89a": (_PICTURE, _TYPE),
    b"GIF87a": (_PICTURE, _TYPE),
    b"II*\0": (_PICTURE, _TYPE),
    b"MM\0*": (_PICTURE, _TYPE),
    b"{\\rtf": (_WORD, _COPY),
    b"Rar!\x1a\x07": (_ARCHIVE, _UNPACK),
    b"7z\xbc\xaf\x27\x1c": (_ARCHIVE, _UNPACK),
    b"\x1f\x8b": (_ARCHIVE, _UNPACK),
    b"\xfd7zXZ": (_ARCHIVE, _UNPACK),
    b"PK\x05\x06": (N_("an archive of nothing"), N_("ask the sender for the list again")),
    b"SQLite format 3\0": (_DATABASE, _COPY),
    b"\0\1\0\0Standard ": (_DATABASE, _COPY),
    b"TABLE\r\n0,1": (_OLD, _SAVE),
    b"TABLE\n0,1": (_OLD, _SAVE),
    b"\x09\x00\x04\x00": (_OLD, _SAVE),
    b"\x09\x02\x06\x00": (_OLD, _SAVE),
    b"\x09\x04\x06\x00": (_OLD, _SAVE),
    b"\0\0\2\0": (_OLD, _SAVE),
    b"\x00\x05\x16\x07": (_LOCK, _REAL),
    b"L\0\0\0\x01\x14\x02\0": (N_("a shortcut"), N_("name the file to which it leads")),
    b"[InternetShortcut]": (_WEB_LINK, _DOWNLOAD),
    b"Received: ": (_MAIL, N_("save its attachment, and import that")),
    b"Return-Path: ": (_MAIL, N_("save its attachment, and import that")),
    b"version https://git-lfs": (N_("a git LFS pointer"), "git lfs pull"),
}
"""What files are that begin so, and what to do with them."""
_IN_ZIP: Mapping[str, tuple[str, str]] = {
    "word/": (_WORD, _COPY),
    "ppt/": (_SLIDES, _COPY),
    "index/document.iwa": (_FROM_APPLE, _APPLE),
    "index.zip": (_FROM_APPLE, _APPLE),
    "index.apxl": (_FROM_APPLE, _APPLE),
    "visio/": (N_("a drawing"), _TYPE),
}
"""The same of zip files that hold such parts."""
_IN_OLE: Mapping[str, tuple[str, str]] = {
    "WordDocument": (_WORD, _COPY),
    "PowerPoint Document": (_SLIDES, _COPY),
    "__properties_version1.0": (_MAIL, N_("save its attachment, and import that")),
}
"""The same of compound files."""
_MIMETYPES = {"text": (_WORD, _COPY), "presentation": (_SLIDES, _COPY), "graphics": (N_("a drawing"), _TYPE)}
"""The same of OpenDocument files, by the middle of their type."""
_FORMS: Mapping[re.Pattern[bytes], tuple[str, str]] = {
    re.compile(rb'\s*\{[^}]{0,400}"(?:url"\s*:\s*"https://docs\.google\.com|doc_id")'): (_WEB_LINK, _DOWNLOAD),
    re.compile(rb"....ftyp(?:heic|heix|mif1|avif)|RIFF....WEBP|BM....\0\0\0\0", re.DOTALL): (_PICTURE, _TYPE),
    re.compile(rb"BZh[1-9]1AY&SY"): (_ARCHIVE, _UNPACK),
    re.compile(rb"ID;P\w*(?:;\w+)*\r?\n[A-Z]{1,2};"): (_OLD, _SAVE),
}
"""The same of files of such forms; `ID;P` alone may begin a list with the columns ID and Phone."""
_BY_ENDING: Mapping[str, tuple[str, str]] = {
    ".gsheet": (_WEB_LINK, _DOWNLOAD),
    ".dbf": (_DATABASE, _SAVE),
    ".numbers": (N_("a Numbers spreadsheet"), _APPLE),
    ".pages": (N_("a Pages document"), _APPLE),
}
"""The same of endings that only such files have."""
_OPEN_OFFICE = pattern(rb"mimetypeapplication/vnd\.oasis\.opendocument\.([a-z]+)")
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_WORKBOOK_PARTS = ("xl/", "xl\\", "content.xml", "[content_types].xml")


def refuse_others(name: str, data: bytes) -> None:
    """Raise InvalidData for a file that is not a list, with what it is; in doubt it may be one."""
    if kind := _kind(PurePath(name).name, data):
        what, way = kind
        raise InvalidData(_("the file is {what}, not a list").format(what=_(what)), _(way))


def _kind(name: str, data: bytes) -> tuple[str, str] | None:
    """What a file is, and what to do; None if it may be a list."""
    ending = PurePath(name).suffix.lower()
    if name.startswith(("~$", ".~lock.", "._")):
        return _LOCK, _REAL
    if ending in _BY_ENDING:
        return _BY_ENDING[ending]
    if data.startswith(_ZIP):
        return _in_zip(data)
    if data.startswith(_OLE):
        return next((kind for part, kind in _IN_OLE.items() if part.encode("utf-16-le") in data), None)
    for form, kind in _FORMS.items():
        if form.match(data):
            return kind
    return next((kind for beginning, kind in _BEGINNINGS.items() if data.startswith(beginning)), None)


def _in_zip(data: bytes) -> tuple[str, str] | None:
    """What a zip file is; None for a workbook, and for a broken file."""
    if of_open_office := _OPEN_OFFICE.search(data[:200]):
        return _MIMETYPES.get(of_open_office[1].decode())
    import io
    from zipfile import BadZipFile, ZipFile  # takes long to load, and most lists are text

    try:
        with ZipFile(io.BytesIO(data)) as file:
            names = [name.lower() for name in file.namelist()]
    except (BadZipFile, ValueError, OSError):
        return None
    for start, kind in _IN_ZIP.items():
        if any(name.startswith(start) for name in names):
            return kind
    is_workbook = any(name.lstrip("/").startswith(_WORKBOOK_PARTS) for name in names)
    return None if is_workbook else (_ARCHIVE, _UNPACK)
