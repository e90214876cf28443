"""Decodes the bytes of a text file; an 8-bit encoding is never guessed."""

import codecs
import re
from collections.abc import Callable, Iterator
from unicodedata import normalize

from hiephoi_cli.domain.suggest import did_you_mean
from hiephoi_cli.domain.vietnamese import harmless
from hiephoi_cli.errors import InvalidData, UsageError
from hiephoi_cli.exchange import tcvn3
from hiephoi_cli.i18n import _

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",  # before the next, with which it begins
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_TCVN3 = {"tcvn3", "abc"}
_LIKELY = ("cp1258", "tcvn3")
"""The 8-bit encodings of old Vietnamese files."""
_SAMPLES = 2
_SAMPLE_SIZE = 1 << 12
_NAME = re.compile(r"[^\t\r\n;,\"]{8,60}")
"""A cell long enough to be a name."""
_CP1252 = {char: byte for byte in range(0x80, 0xA0) if (char := codecs.decode(bytes([byte]), "cp1252", "ignore"))}
_LETTER = re.compile("[À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ\u0300-\u0323]")
"""A letter or a mark of Vietnamese beyond ASCII."""
_GARBLED = re.compile(f"[ÃÄÅÆÌá][\x80-\x9f¡-¿{''.join(_CP1252)}]")
"""The first two UTF-8 bytes of a Vietnamese letter read as cp1252, unless the second is a no-break space: `à`, `Ơ`."""
_GARBLED_BYTES = re.compile(rb"\xc3[\x83-\x86\x8c\xa1][\xc2\xc5\xc6\xcb\xe2]")
"""The first bytes of the same, in UTF-8."""
_LOST = re.compile(rb"[A-Za-z]\?[a-z]")
"""A question mark inside a word, for a letter that a program could not write."""
_EATEN = re.compile("Ã( |$)")
"""`à` whose second half a program took for a space."""


def mark_of(data: bytes) -> str | None:
    """The encoding that a byte-order mark declares, if any."""
    return next((encoding for mark, encoding in _MARKS.items() if data.startswith(mark)), None)


def decoded(data: bytes, encoding: str | None = None) -> str:
    """The text of a file, in the encoding that its byte-order mark declares, else in the named one, else in UTF-8.

    Raises InvalidData if it is in another encoding, UsageError if no encoding has that name.
    """
    declared = mark_of(data) or encoding or "utf-8"
    decode = _decoder(declared)
    name = declared.removesuffix("-sig").upper()
    if b"\0" in data and not _is_wide(declared):
        raise InvalidData(
            _("the file is not {encoding} text").format(encoding=name),
            _("if it is UTF-16: {option}").format(option=f"--encoding {_likely_wide(data)}"),
        )
    try:
        return decode(data)
    except UnicodeError as error:
        line = data.count(b"\n", 0, getattr(error, "start", 0)) + 1
        spoilt = b"\0" in data or _LOST.search(data)
        hint = _("save it again as “CSV UTF-8”") if spoilt else "\n".join(_readings(data))
        raise InvalidData(_("line {n}: the file is not {encoding} text").format(n=line, encoding=name), hint) from None


def may_be_garbled(text: str) -> bool:
    """Whether any part of a long text may be garbled; searching bytes is three times as fast."""
    return bool(_GARBLED_BYTES.search(text.encode(errors="surrogatepass")))


def garbled(text: str) -> str | None:
    """A text whose UTF-8 was read as cp1252, restored (`CÃ´ng ty` → `Công ty`); None if it is not garbled."""
    if not _GARBLED.search(text):
        return None
    text = _EATEN.sub("Ã\u00a0", text)
    try:
        meant = bytes(_CP1252[char] if char in _CP1252 else ord(char) for char in text).decode()
    except ValueError:
        return None
    return meant if _LETTER.search(meant) else None


def _is_wide(name: str) -> bool:
    """Whether every letter takes two or four bytes in an encoding, many of them zero."""
    return name.lower() not in _TCVN3 and codecs.lookup(name).name.startswith(("utf-16", "utf-32"))


def _likely_wide(data: bytes) -> str:
    """The byte order of a UTF-16 text whose letters are mostly Latin."""
    return "utf-16-le" if data.find(b"\0") % 2 else "utf-16-be"


def _decoder(name: str) -> Callable[[bytes], str]:
    if name.lower() in _TCVN3:
        return tcvn3.decode
    try:
        own = codecs.lookup(name).name
        " ".encode(own)
    except (LookupError, ValueError):
        hint = did_you_mean(name, ("utf-8", "utf-16-le", *_LIKELY)) or "utf-8, utf-16-le, " + ", ".join(_LIKELY)
        raise UsageError(_("no encoding '{name}'").format(name=name), hint) from None
    return _cp1258 if own == "cp1258" else lambda data: data.decode(name)


def _cp1258(data: bytes) -> str:
    """Decode cp1258, joining letters and tones, which are separate characters there."""
    return normalize("NFC", data.decode("cp1258"))


def _readings(data: bytes) -> Iterator[str]:
    """The hint for a file that is not UTF-8: its first names in each likely encoding."""
    yield _("save it again as “CSV UTF-8”, or name the encoding in which these names look right:")
    for encoding in _LIKELY:
        names = [name for line in _lines(data, encoding) if (name := _NAME.search(line)) and not name[0].isascii()]
        sample = ", ".join(f"'{harmless(name[0].strip())}'" for name in names[:_SAMPLES])
        yield f"  --encoding {encoding}: {sample}"


def _lines(data: bytes, encoding: str) -> list[str]:
    """Lines from the beginning of a file, without the first."""
    sample = data[:_SAMPLE_SIZE]
    text = tcvn3.decode(sample) if encoding == "tcvn3" else normalize("NFC", sample.decode(encoding, "replace"))
    return text.splitlines()[1:]
