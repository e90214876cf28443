"""Decodes the bytes of a text file; an 8-bit encoding is never guessed."""

import codecs
import re
from collections.abc import Callable, Iterator
from unicodedata import normalize

from hiephoi_cli.domain.suggest import did_you_mean
from hiephoi_cli.domain.vietnamese import harmless
from hiephoi_cli.errors import InvalidData, UsageError
from hiephoi_cli.exchange.old_fonts import FONTS, legible_readings
from hiephoi_cli.i18n import _
from hiephoi_cli.patterns import pattern

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",  # before the next, with which it begins
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_FONTS = {**FONTS, "abc": FONTS["tcvn3"]}
_LIKELY = ("cp1258", "tcvn3", "vni")
"""The 8-bit encodings of old Vietnamese files."""
_SAMPLES = 2
_SAMPLE_SIZE = 1 << 12
_NAME = pattern(r"[^\t\r\n;,\"]{8,60}")
"""A cell long enough to be a name."""
_CP1252 = {char: byte for byte in range(0x80, 0xA0) if (char := codecs.decode(bytes([byte]), "cp1252", "ignore"))}
_LETTER = pattern("[À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ\u0300-\u0323]")
"""A letter or a mark of Vietnamese beyond ASCII."""
_OF_BYTES = _CP1252 | {"Ă": 0xC3}
"""Bytes by their characters in cp1252, and in cp1258 where that differs in what begins a Vietnamese letter in UTF-8."""
_GARBLED = pattern(f"[ÃĂÄÅÆÌá][\x80-\x9f¡-¿{''.join(_CP1252)}]")
"""The first two UTF-8 bytes of a Vietnamese letter read as cp1252 or cp1258, unless the second is a no-break space."""
_GARBLED_ON_MAC = pattern("[√ƒ≈∆][^\x00-\x7f]|·[∫ª]")
"""The same in the encoding of old Macs."""
_GARBLED_BYTES = (
    re.compile(rb"\xc3[\x83-\x86\x8c\xa1][\xc2\xc5\xc6\xcb\xe2]"),
    re.compile(rb"\xc4\x82[\xc2\xc5\xc6\xcb\xe2]"),
    re.compile(rb"\xe2\x88\x9a[\xc2-\xcf\xe2]"),
    re.compile(rb"\xc2\xb7(?:\xe2\x88\xab|\xc2\xaa)"),
)
"""The first bytes of both, in UTF-8; each is sought by itself, which takes a quarter of the time."""
_LOST = pattern(rb"[A-Za-z]\?[a-z]")
"""A question mark inside a word, for a letter that a program could not write."""
_EATEN = pattern("[ÃĂ]( |$)")
"""`à` whose second half a program took for a space."""


def mark_of(data: bytes) -> str | None:
    """The encoding that a byte-order mark declares, if any."""
    return next((encoding for mark, encoding in _MARKS.items() if data.startswith(mark)), None)


def decoded(data: bytes, encoding: str | None = None) -> str:
    """The text of a file, in the encoding that its byte-order mark declares, else in the named one, else in UTF-8.

    Raises InvalidData if it is in another encoding, UsageError if no encoding has that name.
    """
    if encoding and is_old(encoding) and is_unicode(data):
        encoding = None  # its letters are those of old bytes; the rows are read once more
    declared = mark_of(data) or encoding or "utf-8"
    decode = _decoder(declared)
    name = declared.removesuffix("-sig").upper()
    if not _is_wide(declared):
        data = _without_end(data)
        _refuse_zeros(data, name)
    try:
        return decode(data).rstrip(_END)
    except UnicodeError as error:
        if name == "UTF-8":
            _refuse_few(data)
        line = data.count(b"\n", 0, getattr(error, "start", 0)) + 1
        spoilt = b"\0" in data or _LOST.search(data)
        hint = _("save it again as “CSV UTF-8”") if spoilt else "\n".join(_readings(data))
        raise InvalidData(_("line {n}: the file is not {encoding} text").format(n=line, encoding=name), hint) from None


def is_old(encoding: str) -> bool:
    """Whether an encoding is one of 8 bits. Raises UsageError if there is none of that name."""
    _decoder(encoding)
    return not _is_wide(encoding) and not (
        encoding.lower() not in _FONTS and codecs.lookup(encoding).name.startswith("utf")
    )


def is_unicode(data: bytes) -> bool:
    """Whether bytes are Unicode text: marked so, or UTF-8."""
    return mark_of(data) is not None or _is_utf8(data)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def may_be_garbled(text: str) -> bool:
    """Whether any part of a long text may be garbled; searching bytes is three times as fast."""
    data = text.encode(errors="surrogatepass")
    return any(form.search(data) for form in _GARBLED_BYTES)


def garbled(text: str) -> str | None:
    """A text whose UTF-8 was read in another encoding, restored (`CÃ´ng ty` → `Công ty`); None if it is not garbled."""
    try:
        if _GARBLED.search(text):
            text = _EATEN.sub("Ã\u00a0", text)
            meant = bytes(_OF_BYTES.get(char, ord(char)) for char in text).decode()
        elif _GARBLED_ON_MAC.search(text):
            meant = text.encode("mac_roman").decode()
        else:
            return None
    except ValueError:
        return None
    return meant if _LETTER.search(meant) else None


_END = "\0\x1a"
"""What old programs leave at the end of a file."""
_MOST_SPOILT = 3


def _without_end(data: bytes) -> bytes:
    bare = data.rstrip(b"\0\x1a\r\n")
    return bare if {0, 0x1A} & {*data[len(bare) :]} else data


def _refuse_zeros(data: bytes, name: str) -> None:
    """Raise InvalidData for zero bytes, which UTF-16 has everywhere, and text nowhere."""
    if b"\0" not in data:
        return
    if data.count(b"\0") * 5 < len(data):
        raise InvalidData(
            _("line {n}: zero bytes; the file is damaged").format(n=data.count(b"\n", 0, data.find(b"\0")) + 1),
            _("save it again as “CSV UTF-8”"),
        )
    raise InvalidData(
        _("the file is not {encoding} text").format(encoding=name),
        _("if it is UTF-16: {option}").format(option=f"--encoding {_likely_wide(data)}"),
    )


def _refuse_few(data: bytes) -> None:
    """Raise InvalidData that names the lines, if all but a few of those beyond ASCII are UTF-8."""
    lines = [(number, line) for number, line in enumerate(data.split(b"\n"), 1) if not line.isascii()]
    spoilt = [(number, line) for number, line in lines if not _is_utf8(line)]
    if len(spoilt) <= _MOST_SPOILT and len(spoilt) * 2 < len(lines):
        numbers = ", ".join(str(number) for number, _line in spoilt)
        shown = harmless(spoilt[0][1].decode(errors="replace").strip())
        raise InvalidData(
            _("not UTF-8, in line {n} only: '{text}'").format(n=numbers, text=shown),
            _("type it again and save the file as “CSV UTF-8”"),
        )


def _is_wide(name: str) -> bool:
    """Whether every letter takes two or four bytes in an encoding, many of them zero."""
    return name.lower() not in _FONTS and codecs.lookup(name).name.startswith(("utf-16", "utf-32"))


def _likely_wide(data: bytes) -> str:
    """The byte order of a UTF-16 text whose letters are mostly Latin."""
    return "utf-16-le" if data.find(b"\0") % 2 else "utf-16-be"


def _decoder(name: str) -> Callable[[bytes], str]:
    if name.lower() in _FONTS:
        return _FONTS[name.lower()]
    try:
        own = codecs.lookup(name).name
        " ".encode(own)
    except (LookupError, ValueError):
        names = ("utf-8", "utf-16-le", *_LIKELY, "viqr")
        hint = did_you_mean(name, names) or ", ".join(names)
        raise UsageError(_("no encoding '{name}'").format(name=name), hint) from None
    return _cp1258 if own == "cp1258" else lambda data: data.decode(name)


def _cp1258(data: bytes) -> str:
    """Decode cp1258, joining letters and tones, which are separate characters there."""
    return normalize("NFC", data.decode("cp1258"))


def _readings(data: bytes) -> Iterator[str]:
    """The hint for a file that is not UTF-8: its first names in each encoding in which most words are Vietnamese."""
    sample = data[:_SAMPLE_SIZE]
    readings = legible_readings(sample, _LIKELY)
    if not readings:
        yield _("save it again as “CSV UTF-8”")
        return
    yield _("save it again as “CSV UTF-8”, or name the encoding in which these names look right:")
    for encoding, text in readings:
        lines = text.splitlines()[1:] or [text]
        names = [name for line in lines if (name := _NAME.search(line)) and not name[0].isascii()]
        names_shown = ", ".join(f"'{harmless(name[0].strip())}'" for name in names[:_SAMPLES])
        yield f"  --encoding {encoding}: {names_shown}"
