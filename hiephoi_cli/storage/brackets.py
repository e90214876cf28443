"""Corrects lists and inline tables, item by item."""

from collections.abc import Mapping

from msgspec import structs

from hiephoi_cli.domain.fields import Field, fields
from hiephoi_cli.i18n import N_
from hiephoi_cli.patterns import pattern
from hiephoi_cli.storage.meant import (
    AFTER_VALUE,
    NO_VALUE,
    UNCLOSED,
    UNOPENED,
    UNQUOTED,
    Meant,
    Slip,
    field_called,
    is_value,
    scalar,
)

EQUALS = Slip(N_("'=' belongs between a key and its value"), N_("write: key = value"))
KEY = Slip(N_("keys are English words without spaces"), N_("look up the keys with `hiephoi schema`"))
BRACKET = Slip(N_("the closing bracket is missing"), N_("add the closing bracket after the last item"))
BRACKETS = Slip(N_("the brackets do not match"), N_("write one '[' before the first item and one ']' after the last"))
LIST = Slip(N_("a list belongs in square brackets"), N_('write it like this: ["first", "second"]'))
COMMAS = Slip(N_("items are separated by one comma each"), N_("write one comma between two items"))

BARE_KEY = pattern(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*")
_END = r"(?=\s*(?:[,;]|$))"
_ITEM = pattern(
    rf"""\{{[^{{}}]*\}}|\[[^\[\]]*\]|(?:"(?:[^"\\]|\\.)*"|'[^']*')(?=\s*(?:[,;"'{{“]|$))"""
    rf"""|"[^",]*(?=,\s*")|".*?"{_END}|[“„«‹‘].*?[”“»›’]{_END}|[^,;]+"""
)
_PAIR = pattern(
    rf"""([^=:,;"]+?)\s*([=:])\s*("(?:[^"\\]|\\.)*"(?=\s*(?:[,;]|$|\w+\s*[=:]))|".*?"{_END}"""
    rf"""|[“„«‹‘].*?[”“»›’]{_END}|[^,;]*?(?=\s*(?:[,;]|$)|\s\w+\s*=))"""
)
_COMMA = pattern(r"[\s,;]*")


def list_meant(raw: str, field: Field | None) -> Meant:
    """The list meant by `raw`, with its brackets."""
    opened, closed = raw[0] in "[(", raw[-1] in "])"
    inner = raw[1:] if opened else raw
    slip = LIST if raw[0] == "(" or not (opened or closed) else None if opened and closed else BRACKET
    if closed:
        inner = inner[:-1]
    if inner.endswith("]") and "[" not in inner:
        inner, slip = inner.rstrip("] "), BRACKETS
    elif closed and not opened:
        slip = BRACKETS
    meant = items(inner, field)
    text = None if meant.text is None else f"[{meant.text}]"
    if slip is None or (meant.text is None and meant.slip):
        shift = 1 if opened else 0
        return Meant(text, meant.slip, meant.start + shift, None if meant.end is None else meant.end + shift)
    return Meant(text, slip)


def items(inner: str, field: Field | None) -> Meant:
    """The items between the brackets of a list, without the last comma."""
    texts: list[str] = []
    first: Meant = Meant(None)
    slips: set[Slip | None] = set()
    at = _comma(inner, 0)[0]
    if inner[:at].strip():
        first = Meant(None, COMMAS, 0, at)
    while at < len(inner):
        item = _ITEM.match(inner, at)
        raw = item[0].strip() if item else ""
        if not item or not raw:
            return structs.replace(first, text=None)
        table = field.table() if field and raw[0] == "{" else None
        meant = table_meant(raw, fields(table)) if table else scalar(raw, field)
        slips.add(meant.slip)
        if meant.slip and not first.slip:
            end = len(raw) if meant.end is None else meant.end
            first = Meant(None, meant.slip, at + meant.start, at + end)
        if meant.text is None or meant.slip is AFTER_VALUE:
            return first
        texts.append(meant.text)
        at, odd = _comma(inner, item.end())
        if odd and not first.slip:
            first = Meant(None, COMMAS, item.end(), max(at, item.end() + 1))
    guessed = {UNCLOSED, UNOPENED} & slips and UNQUOTED in slips
    return first if guessed else structs.replace(first, text=", ".join(texts))


def _comma(inner: str, at: int) -> tuple[int, bool]:
    """Where the next item begins, and whether anything other than one comma precedes it."""
    comma = _COMMA.match(inner, at)
    end = comma.end() if comma else len(inner)
    separator = inner[at:end].strip()
    return end, separator != "," and bool(separator or end < len(inner))


def table_meant(raw: str, declared: Mapping[str, Field]) -> Meant:
    """The inline table meant by `raw`, pair by pair."""
    if is_value(raw):
        return Meant(raw)
    inner = raw[1:].strip()
    slip = None if inner.endswith("}") else BRACKET
    inner = inner.removesuffix("}").rstrip(" ,;")
    if "," in raw[len(raw.rstrip("} ,")) :]:
        slip = slip or COMMAS
    pairs, at = [], 0
    while at < len(inner):
        pair = _PAIR.match(inner, at)
        if not pair:
            return Meant(None, slip)
        field = field_called(pair[1].strip(), declared)
        meant = scalar(pair[3].strip(), field) if pair[3].strip() else Meant(None, NO_VALUE)
        bare = BARE_KEY.fullmatch(pair[1].strip())
        if meant.text is None or not (field or bare):
            return Meant(None, meant.slip or slip)
        pairs.append(f"{pair[1].strip() if bare or not field else field.name} = {meant.text}")
        at, odd = _comma(inner, pair.end())
        slips = [KEY if not bare else None, EQUALS if pair[2] != "=" else None, meant.slip, COMMAS if odd else None]
        slip = slip or next(filter(None, slips), None)
    return Meant("{ " + ", ".join(pairs) + " }", slip)
