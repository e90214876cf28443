"""Corrects a line that is not TOML; a correction is suggested only if it is TOML."""

import re
from collections.abc import Mapping, Sequence
from itertools import islice, takewhile

from msgspec import Struct, structs

from hiephoi_cli.domain.fields import Field, fields
from hiephoi_cli.domain.records import KINDS, Registry
from hiephoi_cli.i18n import N_
from hiephoi_cli.patterns import pattern
from hiephoi_cli.storage.brackets import BARE_KEY, EQUALS, KEY, items, list_meant, table_meant
from hiephoi_cli.storage.meant import (
    INVISIBLE,
    NO_VALUE,
    UNQUOTED,
    Meant,
    Slip,
    field_called,
    is_value,
    parses,
    scalar,
)

TWO_KEYS = Slip(N_("two values on one line"), N_("put each value on its own line"))
COMMENT = Slip(N_("a comment begins with #"), N_("write # in front of it"))
PROSE = Slip(N_("this line is neither a value nor a comment"), N_("write # in front of a comment"))
ROW = Slip(
    N_("this looks like a row of a spreadsheet"),
    N_("delete it, save the sheet as a file and import that: hiephoi member import FILE"),
)
HEADER = Slip(N_("a record begins with its kind in double square brackets"), N_("write it like this: [[members]]"))
SECTION = Slip(N_("a section begins with its name in square brackets"), N_("write it like this: [association]"))

_LONGEST = 2000
"""The longest line that somebody may have written by hand."""
_KEY = pattern(r"\s*([\w-]+)\s*=")
_KEYS_ON_A_LINE = 4
"""More further keys than anybody puts on one line."""
_STRINGS = pattern(r""""(?:[^"\\\n]|\\.)*"|'[^'\n]*'""")
ASIDE = pattern(r""""(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#.*""")
"""A text or a comment, in which brackets and commas do not count."""
_ODD = pattern(r"[\x00-\x08\x0b-\x1f\x7f\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff]")
_ENTRY = pattern(
    r"""(?P<key>[^=:＝："'“”„«#]*?|"[^"]*")\s*(?P<equals>:=|=>|=[=\s]*=|=|->|:|＝|：)\s*(?P<raw>.*)""", re.DOTALL
)
_NO_EQUALS = pattern(r"""(?P<key>[A-Za-z_]+)(?P<equals>\s+)(?P<raw>["'“„«\d\[{].*)""")
_ANOTHER = pattern(r"[\s,;]+([A-Za-z_]+)\s*=\s*")
_NAME = pattern(r"[\[\s({]*([^\[\](){}=#]+?)[\])}\s]*(#.*)?")
_RULER = pattern(r"([-=*_~+.])\1{2,}")
_JOINED = pattern(r"(\[\[?[\w.-]+\]\]?)\s*([^\s#\]].*)")
_COMMENT_BEHIND = pattern(r"\s(?:#+(?:\s|$)|//)")
_COMMENTED = pattern(r"(?://+|;+|--+|/\*)\s*(.*?)\s*(?:\*/)?")


class Repair(Struct, frozen=True):
    """A slip on a line from offset to offset, and the corrected line; None if it is uncertain."""

    start: int
    end: int
    slip: Slip
    line: str | None = None


def repaired(line: str, declared: Mapping[str, Field]) -> Repair | None:
    """The repair of a line in a table of these fields; None if it is unclear what is wrong."""
    if len(line) > _LONGEST:
        return None
    visible = _without_odd_characters(line)
    odd = next((at for at, (old, new) in enumerate(zip(line, visible, strict=True)) if old != new), None)
    repair = None
    if odd is not None and parses(visible):
        repair = Repair(odd, odd + 1, INVISIBLE, visible.strip())
    elif visible.strip():
        start = len(visible) - len(visible.lstrip())
        inner = _repaired(visible.strip(), declared)
        repair = inner and structs.replace(inner, start=inner.start + start, end=inner.end + start)
    if repair and repair.line is not None and (repair.line == line or not parses(repair.line)):
        repair = structs.replace(repair, line=None)
    return repair


def repaired_item(line: str, field: Field | None) -> Repair | None:
    """The repair of a line inside the list of that field, with the brackets on other lines."""
    if len(line) > _LONGEST:
        return None
    visible = _without_odd_characters(line)
    content = without_comment(visible)
    start = len(content) - len(content.lstrip())
    inner = content[start:]
    meant = items(inner, field)
    slip = meant.slip or (INVISIBLE if visible != line else None)
    if not slip:
        return None
    comma = "," if inner.endswith((",", ";")) else ""
    text = None if meant.text is None else f"{visible[:start]}{meant.text}{comma}{visible[len(content) :]}"
    if meant.slip is None:
        at = next(at for at, (old, new) in enumerate(zip(line, visible, strict=True)) if old != new)
        return Repair(at, at + 1, slip, text)
    end = len(inner) if meant.end is None else meant.end
    certain = text if text is not None and parses(f"x = [\n{text}\n]") else None
    return Repair(start + meant.start, start + max(end, meant.start + 1), slip, certain)


def without_comment(line: str) -> str:
    """A line of a list without its comment and the space before that."""
    aside = next((match for match in ASIDE.finditer(line) if match[0].startswith("#")), None)
    return (line[: aside.start()] if aside else line).rstrip()


def _without_odd_characters(line: str) -> str:
    """The line with a space for each invisible character outside straight quotes."""
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
    """The repair of a lone key, or of a comment without `#`."""
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
    """The header of the table with that English or Vietnamese name, singular or plural."""
    field = field_called(name.strip(" \"'"), fields(Registry))
    if not field or not field.table():
        return None
    return f"[[{field.name}]]" if field.many else f"[{field.name}]"


def _entry(entry: re.Match[str], declared: Mapping[str, Field]) -> Repair | None:
    """The repair of a key and its value on one line, with or without `=`."""
    key, equals, raw = entry["key"], entry["equals"], entry["raw"]
    field = field_called(key.strip('"'), declared) if key else None
    bare = bool(BARE_KEY.fullmatch(key)) or key.startswith('"')
    if not key or (equals != "=" and not field and not (bare and raw[:1] in {'"', "“"})):
        return None
    if not field and not bare:
        return Repair(0, len(key), KEY)
    name = field.name if field and not bare else key
    value, comment = _parted(raw)
    at = entry.start("raw")
    meant, rest = _one_or_two(value, field, declared)
    slips = [
        (0, len(key), KEY if name != key else None),
        (entry.start("equals"), entry.end("equals"), EQUALS if equals != "=" else None),
        (at + meant.start, at + max(1, len(value) if meant.end is None else meant.end), meant.slip),
        (at + len(value), entry.end(), COMMENT if comment.lstrip()[:1] not in ("", "#") else None),
    ]
    start, end, slip = next((slip for slip in slips if slip[2]), (0, 0, None))
    if not slip:
        return None
    comment = re.sub(r"^\s*//\s*", " # ", comment)
    line = None if meant.text is None else f"{name} = {meant.text}{rest}{comment}".rstrip()
    return Repair(start if start < entry.end() else start - 1, max(end, start + 1), slip, line)


def _parted(raw: str) -> tuple[str, str]:
    """A value and the comment after it, with the space before that."""
    if raw.startswith("#"):
        return "", f" {raw}"
    marks = [mark.start() for mark in re.finditer(r"#|(?<=\s)//(?=\s)", raw)]
    for fits in (is_value, lambda left: left[-1:] in "\"'”’»›“" and len(left) > 1, None):
        for at in marks:
            left = raw[:at].rstrip()
            if fits(left) if fits else _COMMENT_BEHIND.match(raw, at - 1) and raw[:1] not in "\"'“„«‘":
                return left, raw[len(left) :]
    return raw, ""


def _one_or_two(raw: str, field: Field | None, declared: Mapping[str, Field]) -> tuple[Meant, str]:
    """A value and the line that should follow it, which is empty unless a second key comes after the value."""
    two = None if is_value(raw) else _two(raw, field, declared)
    meant, rest = two or (_value(raw, field, declared), "")
    if meant.slip is UNQUOTED and re.search(r"\s#", raw):
        meant = structs.replace(meant, text=None)  # it may begin a comment
    return meant, rest


def _value(raw: str, field: Field | None, declared: Mapping[str, Field]) -> Meant:
    if not raw:
        return Meant(None, NO_VALUE)
    if is_value(raw):
        return Meant(raw)
    if raw[0] == "[" or (field and field.many):
        return list_meant(raw, field)
    return table_meant(raw, declared) if raw[0] == "{" else scalar(raw, field)


def _two(raw: str, field: Field | None, declared: Mapping[str, Field]) -> tuple[Meant, str] | None:
    """A value and the line that should follow it, if a second key comes after the value."""
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


def is_item(line: str) -> bool:
    """Whether a line of a list holds whole items, not just a bracket or a comment."""
    bare = ASIDE.sub("", line)
    return bool(without_comment(line).strip("]}, \t")) and bare.count("{") == bare.count("}")


def with_comma(line: str) -> str:
    """A line of a list with a comma after its items."""
    content = without_comment(line)
    return line if content.endswith((",", "[", "{")) else f"{content},{line[len(content) :]}"


def kind_of_block(lines: Sequence[str], number: int, usual: str) -> str:
    """The kind of the record that begins on this line, below a blank one, without a header; empty if it is not clear.

    Its keys tell, and where they fit several kinds, the usual one or the comment above it.
    """
    above = [*takewhile(lambda line: not line.strip() or line.startswith("#"), reversed(lines[:number]))]
    if all(map(str.strip, above)):
        return ""
    block = takewhile(lambda line: line.strip() and not line.startswith("["), lines[number:])
    keys = {found[1] for line in block if (found := _KEY.match(line))}
    fitting = [kind for kind, table in KINDS.items() if keys <= fields(table).keys()]
    named = [kind for kind in fitting if kind == usual or any(kind in line for line in above)]
    return fitting[0] if len(fitting) == 1 else named[0] if len(named) == 1 else ""
