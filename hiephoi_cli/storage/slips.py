"""Finds every slip in a file that is not TOML, by correcting each in memory and reading on."""

import re
from collections.abc import Mapping
from itertools import islice

from msgspec import Struct, structs

from hiephoi_cli.domain.fields import Field, fields
from hiephoi_cli.domain.records import KINDS, Registry
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.patterns import pattern
from hiephoi_cli.storage.brackets import BRACKET, COMMAS
from hiephoi_cli.storage.conflict_marks import MARK, conflicts
from hiephoi_cli.storage.meant import INVISIBLE, Slip, parses
from hiephoi_cli.storage.repairs import (
    ASIDE,
    HEADER,
    Repair,
    is_item,
    kind_of_block,
    repaired,
    repaired_item,
    with_comma,
    without_comment,
)
from hiephoi_cli.storage.slip_reports import Spotted, line_numbers, parser_slip, repair_hint

_MOST = 20
"""The most slips to report at once."""
_RUNS_OVER = 5
"""The most lines over which a text may run."""

_OVER = Slip(N_("a text must end on the line where it begins"), N_("write it on one line"))
_TRIPLE = Slip(N_("the three closing quotes are missing"), N_('add """ where the text ends'))
_MARK = Slip(N_("git left a conflict marker here"), N_("delete this line once the lines around it are right"))
_HEADER = pattern(r"\s*\[\[?\s*([\w.-]+)\s*(\]?)\].*")
_KEY = pattern(r"""\s*([\w.-]+|"[^"]*"|'[^']*')\s*=""")
_OPENS = pattern(r"""\s*[^\[\]{}"'#=:]+[=:]\s*(\"\"\"|'''|[\[{])""")
_NEXT = pattern(r"\s*(?:[A-Za-z_]+\s*=|\[\[?[A-Za-z_]+\]\]?\s*(?:#.*)?$)")


class Slips(Struct, frozen=True):
    """The slips of a text in order, and the corrected text, None if part of it is uncertain."""

    spotted: list[Spotted]
    text: str | None
    origins: list[int]
    """For each line of the corrected text, its original line."""


def slips(text: str) -> Slips:
    """The slips in a text that is not TOML."""
    scan = _Scan(text)
    scan.run()
    return Slips(sorted(scan.spotted)[:_MOST], scan.whole() if scan.certain else None, scan.origins())


class _Scan:
    """Goes through the lines of a text and corrects them in `lines`; a line that became two has a line end inside."""

    def __init__(self, text: str) -> None:
        self.lines = [line.removesuffix("\r") for line in text.split("\n")]
        self.spotted: list[Spotted] = []
        self.certain = True
        self._text = text
        self._sound = 0
        self._declared: Mapping[str, Field] = fields(Registry)
        self._keys: dict[str, int] = {}
        self._kind = ""
        self._sections: dict[str, int] = {}

    def run(self) -> None:
        """Go through all lines, or until there are too many slips."""
        self._conflicts()
        number = 0
        while number < len(self.lines) and len(self.spotted) < _MOST:
            number = self._statement(number)
        if len(self.spotted) >= _MOST or not parses(self.whole()):
            self.certain = False
        if not self.spotted or (len(self.spotted) >= _MOST and not self._sound):
            self.spotted = [parser_slip(self._text, 0)]

    def whole(self) -> str:
        """The text as far as it is corrected."""
        return "\n".join(self.lines)

    def origins(self) -> list[int]:
        """The original line, from 1, of each line of the whole."""
        return [number for number, line in enumerate(self.lines, 1) for _part in line.split("\n")]

    def _statement(self, number: int) -> int:
        """Check the statement that begins on a line; returns the line after it."""
        line = self.lines[number]
        if parses(line):
            self._take(number, number + 1)
            return number + 1
        end = self._extent(number)
        if end > number + 1:
            if not parses("\n".join(self.lines[number:end])):
                self._manyline_numbers(number, end)
            self._take(number, end)
            return end
        self._one_line(number)
        self._take(number, number + 1)
        return number + 1

    def _take(self, number: int, end: int) -> None:
        """Note the table or key of valid lines, and report it if it occurred before."""
        for line in self.lines[number].split("\n"):
            if header := _HEADER.fullmatch(line):
                self._begin(number, header[1], many=bool(header[2]))
            elif key := _KEY.match(line):
                self._sound += 1
                if kind := self._kind_begun(number, key[1]):
                    self._add_header(number, kind)
                first = self._keys.setdefault(key[1], number)
                if first != number:
                    self._twice(number, end, key[1], first)

    def _kind_begun(self, number: int, key: str) -> str:
        """The kind of a record whose header is missing: it begins as the one above it, or does not fit there."""
        is_new = key not in self._declared or key == next(iter(self._keys), None)
        return kind_of_block(self.lines, number, self._kind) if self._keys and is_new else ""

    def _add_header(self, number: int, kind: str) -> None:
        header, line = f"[[{kind}]]", self.lines[number]
        message = _("the line {header} is missing above this one").format(header=header)
        self._spot(number, (0, len(line)), message, _("write `{line}` above it").format(line=header))
        self.lines[number] = f"{header}\n{line}"
        self._keys, self._kind, self._declared = {}, kind, fields(KINDS[kind])

    def _begin(self, number: int, name: str, *, many: bool) -> None:
        self._sound += 1
        self._keys, self._kind = {}, name if name in KINDS else ""
        table = Registry if (field := fields(Registry).get(name)) is None else field.base
        self._declared = fields(table)
        line = self.lines[number]
        if name in KINDS and not many:
            self.lines[number] = f"[[{name}]]"
            self._tell(number, Repair(line.index("["), len(line.rstrip()), HEADER, self.lines[number]))
        elif not many and self._sections.setdefault(name, number) != number:
            self._twice(number, number + 1, f"[{name}]", self._sections[name])
            self.lines[number] = f"[[again.{number}]]"

    def _twice(self, number: int, end: int, key: str, first: int) -> None:
        message = _("'{key}' occurs twice; the first is on line {line}").format(key=key, line=first + 1)
        hint = _("keep line {first} or line {second}, and delete the other").format(first=first + 1, second=number + 1)
        self._spot(number, (0, len(self.lines[number])), message, hint, first)
        self._drop(number, end)

    def _extent(self, number: int) -> int:
        """The line after the value that begins on a line, as far as one can tell."""
        opened = _OPENS.match(self.lines[number])
        if not opened:
            return number + 1
        if (mark := opened[1]) in {'"""', "'''"}:
            rest = self.lines[number][opened.end() :]
            following = range(number + 1, len(self.lines))
            return (
                number + 1 if mark in rest else next((at + 1 for at in following if mark in self.lines[at]), number + 1)
            )
        depth = 0
        for at in range(number, len(self.lines)):
            line = self.lines[at]
            if at > number and _NEXT.match(line) and (mark == "[" or "[" in line.partition("=")[0]):
                return at
            bare = ASIDE.sub("", line)
            depth += len(re.findall(r"[\[{]", bare)) - len(re.findall(r"[\]}]", bare))
            if depth <= 0:
                return at + 1
        return len(self.lines)

    def _one_line(self, number: int) -> None:
        line = self.lines[number]
        if MARK.fullmatch(line):
            self._tell(number, Repair(0, len(line), _MARK))
            self._drop(number, number + 1)
        elif not self._runs_over(number):
            if re.search(r"=\s*(?:\"\"\"|''')", line):
                self._open_end(number)
            else:
                self._put_right(number, repaired(line, self._declared))

    def _put_right(self, number: int, repair: Repair | None) -> None:
        """Report a slip, and put the repaired line, or a blank one, in its place."""
        if repair is None:
            self.spotted.append(parser_slip(self.lines[number], number))
        else:
            self._tell(number, repair)
        if repair and repair.line is not None:
            self.lines[number] = repair.line
        else:
            self._drop(number, number + 1)

    def _runs_over(self, number: int) -> bool:
        """Whether a text that should end on its line goes on in the next ones; joins them."""
        line = self.lines[number]
        opened = re.match(r"\s*[\w-]+\s*=\s*(\"(?!\"))", line)
        if not opened:
            return False
        joined = line.rstrip()
        for at in range(number + 1, min(number + _RUNS_OVER, len(self.lines))):
            following = self.lines[at].strip()
            if not following or following.startswith("#") or _NEXT.match(following):
                return False
            joined += f" {following}"
            if parses(joined):
                self._tell(number, Repair(opened.start(1), len(line), _OVER, joined))
                self.lines[number : at + 1] = [joined, *[""] * (at - number)]
                return True
        return False

    def _open_end(self, number: int) -> None:
        """Report an unclosed long text; it extends to the next key or blank line."""
        line = self.lines[number]
        self._tell(number, Repair(line.index("=") + 1, len(line), _TRIPLE))
        rest = range(number + 1, len(self.lines))
        end = next((at for at in rest if not self.lines[at].strip() or _NEXT.match(self.lines[at])), len(self.lines))
        self._drop(number, end)

    def _manyline_numbers(self, number: int, end: int) -> None:
        """Correct a list of several lines item by item; for anything else report the parser's message."""
        before = len(self.spotted)
        opened = _OPENS.match(self.lines[number])
        if opened and opened[1] == "[":
            self._list(number, end)
        if not parses("\n".join(self.lines[number:end])):
            if len(self.spotted) == before:
                self.spotted.append(parser_slip("\n".join(self.lines[number:end]), number))
            self._drop(number, end)

    def _list(self, number: int, end: int) -> None:
        first = self.lines[number]
        if not parses(first + "]") and (repair := repaired(first + "]", self._declared)) and repair.line:
            self._tell(number, structs.replace(repair, line=repair.line.removesuffix("]").rstrip()))
            self.lines[number] = repair.line.removesuffix("]").rstrip()
        self._items(number, end)
        last = max(at for at in range(number, end) if self.lines[at].strip())
        closed = [*self.lines[number:last], f"{self.lines[last]}\n]"]
        if not parses("\n".join(self.lines[number:end])) and parses("\n".join(closed)):
            hint = _("write ] on a line of its own below line {line}").format(line=last + 1)
            at = max(0, first.find("["))
            self._spot(number, (at, at + 1), _(BRACKET.message), hint)
            self.lines[number : last + 1] = closed

    def _items(self, number: int, end: int) -> None:
        """Correct the lines of a list that hold items, and add missing commas."""
        key = _KEY.match(self.lines[number])
        field = self._declared.get(key[1]) if key else None
        for at in [at for at in range(number + 1, end) if MARK.fullmatch(self.lines[at])]:
            self._tell(at, Repair(0, len(self.lines[at]), _MARK))
            self._drop(at, at + 1)
        held = [at for at in range(number + 1, end) if is_item(self.lines[at])]
        for at in held:
            self._item(at, field, last=at == held[-1])

    def _item(self, number: int, field: Field | None, *, last: bool) -> None:
        line = self.lines[number]
        content = without_comment(line)
        closed = last and content.endswith("]") and not parses(f"x = [\n{line}\n]")
        tail = line[len(content) - 1 :] if closed else ""
        line = line.removesuffix(tail)
        if not parses(f"x = [\n{line}\n]") and (repair := repaired_item(line, field)):
            if repair.line is not None:
                repair = structs.replace(repair, line=repair.line + tail if last else with_comma(repair.line))
            self._put_right(number, repair)
        elif not last and (ended := with_comma(line)) != line:
            self._tell(number, Repair(len(content) - 1, len(content), COMMAS, ended))
            self.lines[number] = ended

    def _conflicts(self) -> None:
        """Report the conflicts that git marked, and go on with our side of each."""
        for conflict in islice(conflicts(self.lines), _MOST):
            message = _("git left two versions here: {ours} and {theirs}").format(
                ours=line_numbers(conflict.start + 1, conflict.base),
                theirs=line_numbers(conflict.middle + 1, conflict.end),
            )
            hint = _("keep one version, delete the other, and the lines that begin with <<<<<<<, ======= and >>>>>>>")
            self._spot(conflict.start, (0, len(self.lines[conflict.start])), message, hint)
            self._drop(conflict.start, conflict.start + 1)
            self._drop(conflict.base, conflict.end + 1)

    def _drop(self, number: int, end: int) -> None:
        self.certain = False
        self.lines[number:end] = [""] * (end - number)

    def _tell(self, number: int, repair: Repair) -> None:
        code = f"U+{ord(self.lines[number][repair.start]):04X}" if repair.slip is INVISIBLE else ""
        message = _(repair.slip.message).format(code=code)
        self._spot(number, (repair.start, repair.end), message, repair_hint(repair, self.lines[number], self._declared))

    def _spot(self, number: int, span: tuple[int, int], message: str, hint: str, first: int | None = None) -> None:
        related = None if first is None else (first + 1, 1, max(1, len(self.lines[first].rstrip())))
        start, end = span
        self.spotted.append(Spotted(number + 1, start + 1, max(1, end - start), message, hint, related))
