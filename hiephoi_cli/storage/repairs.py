"""How a line that is not TOML should have been written: proposed only where TOML can read it then."""

import re
from collections.abc import Mapping
from itertools import islice
from typing import NamedTuple

from hiephoi_cli.domain.fields import Field, fields
from hiephoi_cli.domain.records import Registry
from hiephoi_cli.i18n import N_
from hiephoi_cli.storage.meant import (
    AFTER_VALUE,
    INVISIBLE,
    NO_VALUE,
    UNCLOSED,
    UNOPENED,
    UNQUOTED,
    Meant,
    Slip,
    field_called,
    is_value,
    parses,
    scalar,
)

EQUALS = Slip(N_("'=' belongs between a key and its value"), N_("write: key = value"))
KEY = Slip(N_("keys are English words without spaces"), N_("look up the keys with `hiephoi schema`"))
TWO_KEYS = Slip(N_("two values on one line"), N_("give each value a line of its own"))
COMMENT = Slip(N_("a comment begins with #"), N_("write # in front of it"))
PROSE = Slip(N_("this line is neither a value nor a comment"), N_("write # in front of a comment"))
ROW = Slip(
    N_("this looks like a row of a spreadsheet"),
    N_("take it out, save the sheet as a file and import that: hiephoi member import FILE"),
)
HEADER = Slip(N_("a record begins with its kind in double square brackets"), N_("write it like this: [[members]]"))
SECTION = Slip(N_("a section begins with its name in square brackets"), N_("write it like this: [association]"))
BRACKET = Slip(N_("the closing bracket is missing"), N_("add the closing bracket after the last item"))
BRACKETS = Slip(N_("the brackets do not match"), N_("write one '[' before the first item and one ']' after the last"))
LIST = Slip(N_("a list belongs in square brackets"), N_('write it like this: ["first", "second"]'))
COMMAS = Slip(N_("items are separated by one comma each"), N_("write one comma between two items"))

_LONGEST = 2000
"""Characters of a line that somebody may have written by hand."""
_KEYS_ON_A_LINE = 4
"""How many keys behind the first are more than somebody put on one line."""
_STRINGS = re.compile(r""""(?:[^"\\\n]|\\.)*"|'[^'\n]*'""")
ASIDE = re.compile(r""""(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#.*""")
"""A text, or a comment: in neither do brackets and commas count."""
_ODD = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff]"
)
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*")
_ENTRY = re.compile(
    r"""(?P<key>[^=:＝："'“”„«#]*?|"[^"]*")\s*(?P<equals>:=|=>|=[=\s]*=|=|->|:|＝|：)\s*(?P<raw>.*)""", re.DOTALL
)
_NO_EQUALS = re.compile(r"""(?P<key>[A-Za-z_]+)(?P<equals>\s+)(?P<raw>["'“„«\d\[{].*)""")
_ANOTHER = re.compile(r"[\s,;]+([A-Za-z_]+)\s*=\s*")
_NAME = re.compile(r"[\[\s({]*([^\[\](){}=#]+?)[\])}\s]*(#.*)?")
_RULER = re.compile(r"([-=*_~+.])\1{2,}")
_JOINED = re.compile(r"(\[\[?[\w.-]+\]\]?)\s*([^\s#\]].*)")
_COMMENT_BEHIND = re.compile(r"\s(?:#+(?:\s|$)|//)")
_COMMENTED = re.compile(r"(?://+|;+|--+|/\*)\s*(.*?)\s*(?:\*/)?")
_END = r"(?=\s*(?:[,;]|$))"
_ITEM = re.compile(
    rf"""\{{[^{{}}]*\}}|\[[^\[\]]*\]|(?:"(?:[^"\\]|\\.)*"|'[^']*')(?=\s*(?:[,;"'{{“]|$))"""
    rf"""|"[^",]*(?=,\s*")|".*?"{_END}|[“„«‹‘].*?[”“»›’]{_END}|[^,;]+"""
)
_PAIR = re.compile(
    rf"""([^=:,;"]+?)\s*([=:])\s*("(?:[^"\\]|\\.)*"(?=\s*(?:[,;]|$|\w+\s*[=:]))|".*?"{_END}"""
    rf"""|[“„«‹‘].*?[”“»›’]{_END}|[^,;]*?(?=\s*(?:[,;]|$)|\s\w+\s*=))"""
)
_COMMA = re.compile(r"[\s,;]*")


class Repair(NamedTuple):
    """A slip on a line from offset to offset, and the line as it should be; None where that is not certain."""

    start: int
    end: int
    slip: Slip
    line: str | None = None


def repaired(line: str, declared: Mapping[str, Field]) -> Repair | None:
    """What is wrong with a line of its own in a table of these fields; None where nobody can tell."""
    if len(line) > _LONGEST:
        return None
    plain = _without_odd_characters(line)
    odd = next((at for at, (old, new) in enumerate(zip(line, plain, strict=True)) if old != new), None)
    repair = None
    if odd is not None and parses(plain):
        repair = Repair(odd, odd + 1, INVISIBLE, plain.strip())
    elif plain.strip():
        start = len(plain) - len(plain.lstrip())
        inner = _repaired(plain.strip(), declared)
        repair = inner and inner._replace(start=inner.start + start, end=inner.end + start)
    if repair and repair.line is not None and (repair.line == line or not parses(repair.line)):
        repair = repair._replace(line=None)
    return repair


def repaired_item(line: str, field: Field | None) -> Repair | None:
    """The same for a line of a list of that field, whose brackets stand on other lines."""
    if len(line) > _LONGEST:
        return None
    plain = _without_odd_characters(line)
    content = without_comment(plain)
    start = len(content) - len(content.lstrip())
    inner = content[start:]
    meant = items(inner, field)
    slip = meant.slip or (INVISIBLE if plain != line else None)
    if not slip:
        return None
    comma = "," if inner.endswith((",", ";")) else ""
    text = None if meant.text is None else f"{plain[:start]}{meant.text}{comma}{plain[len(content) :]}"
    if meant.slip is None:
        at = next(at for at, (old, new) in enumerate(zip(line, plain, strict=True)) if old != new)
        return Repair(at, at + 1, slip, text)
    end = len(inner) if meant.end is None else meant.end
    certain = text if text is not None and parses(f"x = [\n{text}\n]") else None
    return Repair(start + meant.start, start + max(end, meant.start + 1), slip, certain)


def without_comment(line: str) -> str:
    """A line of a list up to the space in front of its comment."""
    aside = next((one for one in ASIDE.finditer(line) if one[0].startswith("#")), None)
    return (line[: aside.start()] if aside else line).rstrip()


def _without_odd_characters(line: str) -> str:
    """The line with a space for each invisible character that stands outside of straight quotes."""
    parts, at = [], 0
    for string in _STRINGS.finditer(line):
        parts += [_ODD.sub(" ", line[at : string.start()]), string[0]]
        at = string.end()
    return "".join([*parts, _ODD.sub(" ", line[at:])])


def _repaired(line: str, declared: Mapping[str, Field]) -> Repair | None:
    whole = len(line)
    if _RULER.fullmatch(line):
        return Repair(0, whole, PROSE, f"# {line}")
    if commented := _COMMENTED.fullmatch(line):
        return Repair(0, whole - len(commented[1]) or 1, COMMENT, f"# {commented[1]}".rstrip())
    if line[0] == "[":
        return _header(line, declared)
    if line.count("\t") > 1 and "=" not in line:
        return Repair(0, whole, ROW)
    entry = _ENTRY.fullmatch(line) or _NO_EQUALS.fullmatch(line)
    return (entry and _entry(entry, declared)) or _neither(line, declared)


def _neither(line: str, declared: Mapping[str, Field]) -> Repair | None:
    """A line that is neither a header nor a key with its value: a key alone, or a comment without its mark."""
    if line in declared:
        return Repair(0, len(line), NO_VALUE)
    if (word := line.split(maxsplit=1)[0]) in declared:
        return Repair(len(word), len(word) + 1, EQUALS)
    prose = re.match(r"\w", line) and re.search(r"[^\W\d_]", line) and "=" not in line
    return Repair(0, len(line), PROSE, f"# {line}") if prose else None


def _header(line: str, declared: Mapping[str, Field]) -> Repair | None:
    if joined := _JOINED.fullmatch(line):
        if parses(joined[1]) and (parses(joined[2]) or repaired(joined[2], declared)):
            return Repair(joined.start(2), len(line), TWO_KEYS, f"{joined[1]}\n{joined[2]}")
        return None
    name = _NAME.fullmatch(line)
    if not name:
        return None
    header = header_of(name[1])
    slip = SECTION if header and not header.startswith("[[") else HEADER
    return Repair(0, len(line), slip, f"{header} {name[2] or ''}".rstrip() if header else None)


def header_of(name: str) -> str | None:
    """The line that begins a table of that name in the file, in English or Vietnamese, one or many."""
    field = field_called(name.strip(" \"'"), fields(Registry))
    if not field or not field.table():
        return None
    return f"[[{field.name}]]" if field.many else f"[{field.name}]"


def _entry(entry: re.Match[str], declared: Mapping[str, Field]) -> Repair | None:
    """A key and its value on one line, whatever stands between them."""
    key, equals, raw = entry["key"], entry["equals"], entry["raw"]
    field = field_called(key.strip('"'), declared) if key else None
    bare = bool(_BARE_KEY.fullmatch(key)) or key.startswith('"')
    if not key or (equals != "=" and not field and not (bare and raw[:1] in {'"', "“"})):
        return None
    if not field and not bare:
        return Repair(0, len(key), KEY)
    name = field.name if field and not bare else key
    value, comment = _parted(raw)
    at = entry.start("raw")
    meant, rest = _value(value, field, declared), ""
    if not is_value(value) and (two := _two(value, field, declared)):
        meant, rest = two
    if meant.slip is UNQUOTED and re.search(r"\s#", value):
        meant = meant._replace(text=None)  # nobody can tell whether it begins a comment
    slips = [
        (0, len(key), KEY if name != key else None),
        (entry.start("equals"), entry.end("equals"), EQUALS if equals != "=" else None),
        (at + meant.start, at + max(1, len(value) if meant.end is None else meant.end), meant.slip),
        (at + len(value), entry.end(), COMMENT if comment.lstrip()[:1] not in ("", "#") else None),
    ]
    start, end, slip = next((one for one in slips if one[2]), (0, 0, None))
    if not slip:
        return None
    comment = re.sub(r"^\s*//\s*", " # ", comment)
    line = None if meant.text is None else f"{name} = {meant.text}{rest}{comment}".rstrip()
    return Repair(start if start < entry.end() else start - 1, max(end, start + 1), slip, line)


def _parted(raw: str) -> tuple[str, str]:
    """A value and the comment behind it, spaces in front of it included."""
    if raw.startswith("#"):
        return "", f" {raw}"
    marks = [mark.start() for mark in re.finditer(r"#|(?<=\s)//(?=\s)", raw)]
    for fits in (is_value, lambda left: left[-1:] in "\"'”’»›“" and len(left) > 1, None):
        for at in marks:
            left = raw[:at].rstrip()
            if fits(left) if fits else _COMMENT_BEHIND.match(raw, at - 1) and raw[:1] not in "\"'“„«‘":
                return left, raw[len(left) :]
    return raw, ""


def _value(raw: str, field: Field | None, declared: Mapping[str, Field]) -> Meant:
    if not raw:
        return Meant(None, NO_VALUE)
    if is_value(raw):
        return Meant(raw)
    if raw[0] == "[" or (field and field.many):
        return _list(raw, field)
    return _table(raw, declared) if raw[0] == "{" else scalar(raw, field)


def _two(raw: str, field: Field | None, declared: Mapping[str, Field]) -> tuple[Meant, str] | None:
    """A value and the line that should follow it, where a second key stands behind the value."""
    others = list(islice(_ANOTHER.finditer(raw), _KEYS_ON_A_LINE))
    if len(others) == _KEYS_ON_A_LINE:
        return Meant(None, TWO_KEYS), ""
    for another in others:
        left, right = raw[: another.start()], raw[another.start(1) :]
        if not parses(right) and another[1] in declared:
            follows = repaired(right, declared)
            right = follows.line if follows and follows.line else ""
        meant = _value(left, field, declared)
        if right and meant.text and (another[1] in declared or not meant.slip):
            return Meant(meant.text, TWO_KEYS), f"\n{right}"
    return None


def _list(raw: str, field: Field | None) -> Meant:
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
    """What stands between the brackets of a list, item by item; the last comma is left out."""
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
            return first._replace(text=None)
        table = field.table() if field and raw[0] == "{" else None
        meant = _table(raw, fields(table)) if table else scalar(raw, field)
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
    return first if guessed else first._replace(text=", ".join(texts))


def _comma(inner: str, at: int) -> tuple[int, bool]:
    """Where the item after this place begins, and whether something else than one comma stands before it."""
    comma = _COMMA.match(inner, at)
    end = comma.end() if comma else len(inner)
    separator = inner[at:end].strip()
    return end, separator != "," and bool(separator or end < len(inner))


def _table(raw: str, declared: Mapping[str, Field]) -> Meant:
    """An inline table, pair by pair."""
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
        bare = _BARE_KEY.fullmatch(pair[1].strip())
        if meant.text is None or not (field or bare):
            return Meant(None, meant.slip or slip)
        pairs.append(f"{pair[1].strip() if bare or not field else field.name} = {meant.text}")
        at, odd = _comma(inner, pair.end())
        found = [KEY if not bare else None, EQUALS if pair[2] != "=" else None, meant.slip, COMMAS if odd else None]
        slip = slip or next((one for one in found if one), None)
    return Meant("{ " + ", ".join(pairs) + " }", slip)
