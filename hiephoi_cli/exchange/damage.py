"""What programs leave in cells in place of a value: repaired where nothing is lost, else refused; never stored."""

import re
from typing import NamedTuple

from hiephoi_cli.errors import InvalidData
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.patterns import pattern

_ERRORS = (
    "N/A|REF!|VALUE!|NAME\\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!|UNKNOWN!|EXTERNAL!|PYTHON!"
    "|ERROR!|GETTING_DATA"
    "|NV|BEZUG!|WERT!|ZAHL!|N/D|VALEUR!|NOM\\?|NOMBRE!|NUL!|VALOR!|NOME\\?|¡(?:REF|VALOR|NUM|DIV/0)!|¿NOMBRE\\?"
)
"""The error words of Excel and of Google Sheets, in English and where other languages have their own."""
_ERROR = pattern(
    rf"(?<!\w)#(?:{_ERRORS})(?!\w)|(?-i:#[A-ZÀ-Ỹ0-9_/]{{2,20}}[!?])"
    r"|Err:[0-9]{3}|\[object \w+\]|Loading\.\.\.|Đang tải\.\.\.",
    re.IGNORECASE,
)
_NARROW = pattern(r"#{2,}")
"""What a spreadsheet shows of a number or a day in a column that is too narrow for it."""
_TEXT_FORMULA = pattern(r'=\+?(?:T\()?"((?:[^"]|"")*)"\)?')
"""A formula that only keeps a spreadsheet from taking text for a number."""
_FORMULA = pattern(
    r"=\s*[-+@]?(?:[A-ZÀ-Ỹ_][A-ZÀ-Ỹ0-9_.]*\(|(?:'[^']+'|\w+)!|\$?[A-Z]{1,3}\$?[0-9]+(?!\w)|\[)", re.IGNORECASE
)
_SCIENTIFIC = pattern(r"[+-]?([0-9])(?:[.,]([0-9]+))?E([+-]?)([0-9]{1,3})", re.IGNORECASE)
_TAG = pattern(
    r"</?(?:a|abbr|b|body|br|center|div|em|font|h[1-6]|head|hr|html|i|img|li|meta|o:p|ol|p|script|small|span|strong|style"
    r"|sub|sup|table|tbody|td|th|thead|tr|u|ul)(?:\s[^<>]*)?/?>|<!--",
    re.IGNORECASE,
)
_ENTITY = pattern("&(?:[a-zA-Z][a-zA-Z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")
_ESCAPE = pattern(r"\\u([0-9a-fA-F]{4})")
_LINE_END = pattern("_x00(?:0[aAdD]|09)_")
_LOST = "\ufffd"
"""Stands where a program could not read a letter."""
_ASKED = pattern(r"[^\W\d_]\?+[^\W\d_]|(?<![^\s(])\?+[^\W\d_]+")
"""A question mark in a word, where a program could not write a letter."""
_OF_ADDRESSES = pattern(r"[@/=]|\.(?=.)", re.DOTALL)
"""What words have in which a question mark has its place."""
_FEW = 2
_FAITHFUL = 15
"""The most digits that spreadsheets keep of a number."""
UNWRAPPED, APOSTROPHE, DIGITS, ENTITIES = (
    N_('="…" unwrapped'),
    N_("apostrophe removed"),
    N_("digits written out"),
    N_("HTML codes turned into letters"),
)
"""What repairs are called."""


class Mended(NamedTuple):
    """A text as it was meant, and what was repaired; empty if nothing was."""

    text: str
    repair: str = ""


def mended(text: str, *, is_number: bool = False, is_name: bool = False) -> Mended:
    """A text as it was meant. Raises InvalidData if that cannot be known.

    `is_number` says whether it is a number written as text, `is_name` whether a question mark has no place in it.
    """
    if wrapped := _TEXT_FORMULA.fullmatch(text):
        inner = wrapped[1].replace('""', '"').strip()
        return Mended(mended(inner, is_number=is_number, is_name=is_name).text, UNWRAPPED)
    _refuse_lost(text, is_name=is_name)
    if number := _SCIENTIFIC.fullmatch(text):
        if number[2] or number[3]:
            return Mended(_written_out(text, number, is_number=is_number), DIGITS)
    elif is_number and text.startswith("'"):
        return Mended(text.strip("'").strip(), APOSTROPHE)
    if _TAG.search(text):
        raise InvalidData(_("'{text}' is HTML").format(text=text), _("write the text alone"))
    if _ENTITY.search(text) or _ESCAPE.search(text) or _LINE_END.search(text):
        return _with_letters(text)
    return Mended(text)


def is_error(text: str) -> bool:
    """Whether a text is what a spreadsheet shows of a formula that failed."""
    return bool(_ERROR.fullmatch(text))


def _refuse_lost(text: str, *, is_name: bool) -> None:
    """Raise InvalidData for what stands in place of a value, or of letters."""
    if _ERROR.search(text) or _FORMULA.match(text):
        raise InvalidData(_("'{text}' has no value").format(text=text), _("write the value itself"))
    if _NARROW.fullmatch(text):
        raise InvalidData(
            _("'{text}' has no value").format(text=text),
            _("widen the column in the spreadsheet and save the list again"),
        )
    words = [word for word in text.split() if "?" in word and not _OF_ADDRESSES.search(word)] if "?" in text else ()
    marks = sum("".join(_ASKED.findall(word)).count("?") for word in words)
    if _LOST in text or (is_name and words) or marks >= _FEW:
        raise InvalidData(_("'{text}' has lost letters").format(text=text), _("type them again"))


def _written_out(text: str, number: re.Match[str], *, is_number: bool) -> str:
    """The digits of a number in scientific notation, if all are there. Raises InvalidData."""
    digits, power = number[1] + (number[2] or ""), int(number[4])
    if is_number and number[3] != "-" and len(digits) == power + 1 <= _FAITHFUL:
        return digits
    raise InvalidData(
        _("'{text}' has lost digits").format(text=text),
        _("format the column as text in the spreadsheet, type the number again and save the list"),
    )


def _with_letters(text: str) -> Mended:
    """A text with the letters that codes of web pages and programs stand for."""
    import html  # a table of two thousand names, needed for damaged lists only

    whole = _ENTITY.sub(lambda code: html.unescape(code[0]), text)
    whole = _ESCAPE.sub(lambda code: chr(int(code[1], 16)), _LINE_END.sub("\n", whole))
    return Mended(whole, ENTITIES) if whole != text else Mended(text)
