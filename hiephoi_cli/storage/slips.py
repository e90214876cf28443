"""Every slip in a file that is not TOML: each is put right in memory, and reading goes on behind it."""

import re
from collections.abc import Mapping
from typing import NamedTuple

import tomli

from hiephoi_cli.domain.fields import Field, fields
from hiephoi_cli.domain.records import KINDS, Registry
from hiephoi_cli.domain.suggest import did_you_mean
from hiephoi_cli.i18n import N_, _
from hiephoi_cli.storage.meant import INVISIBLE, Slip, parses
from hiephoi_cli.storage.repairs import (
    ASIDE,
    BRACKET,
    COMMAS,
    HEADER,
    KEY,
    Repair,
    repaired,
    repaired_item,
    without_comment,
)
from hiephoi_cli.storage.wording import in_words

_MOST = 20
"""Slips of a file that are told at once."""
_SHORT = 100
"""Characters of a line that a hint quotes."""
_RUNS_OVER = 5
"""Lines over which one text may run."""

_OVER = Slip(N_("a text ends on the line where it begins"), N_("write it on one line"))
_TRIPLE = Slip(N_("the three closing quotes are missing"), N_('add """ where the text ends'))
_MARK = Slip(N_("git left the mark of a conflict here"), N_("delete this line once the lines around it are right"))
_MARKS = re.compile(r"(?:<{7}|\|{7}|={7}|>{7})(?: .*)?")
_HEADER = re.compile(r"\s*\[\[?\s*([\w.-]+)\s*(\]?)\].*")
_KEY = re.compile(r"""\s*([\w.-]+|"[^"]*"|'[^']*')\s*=""")
_OPENS = re.compile(r"""\s*[^\[\]{}"'#=:]+[=:]\s*(\"\"\"|'''|[\[{])""")
_NEXT = re.compile(r"\s*(?:[A-Za-z_]+\s*=|\[\[?[A-Za-z_]+\]\]?\s*(?:#.*)?$)")


class Spotted(NamedTuple):
    """A slip with its place, from 1, its length, and the place of the other line where two are involved."""

    line: int
    column: int
    length: int
    said: str
    hint: str
    related: tuple[int, int, int] | None = None


class Slips(NamedTuple):
    """The slips of a text in its order, and the text put right, None where a part of it is not certain."""

    spotted: list[Spotted]
    text: str | None
    origins: list[int]
    """For each line of the text put right, the line that it comes from."""


def slips(text: str) -> Slips:
    """What is wrong with a text that is not TOML."""
    scan = _Scan(text)
    scan.run()
    return Slips(sorted(scan.spotted)[:_MOST], scan.whole() if scan.certain else None, scan.origins())


class _Scan:
    """A way through the lines of a text; what was put right stands in `lines`, with line ends where one became two."""

    def __init__(self, text: str) -> None:
        self.lines = [line.removesuffix("\r") for line in text.split("\n")]
        self.spotted: list[Spotted] = []
        self.certain = True
        self._text = text
        self._sound = 0
        self._declared: Mapping[str, Field] = fields(Registry)
        self._keys: dict[str, int] = {}
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
            self.spotted = [_parsers(self._text, 0)]

    def whole(self) -> str:
        """The text as far as it was put right."""
        return "\n".join(self.lines)

    def origins(self) -> list[int]:
        """The line that each line of the whole comes from, from 1."""
        return [number for number, line in enumerate(self.lines, 1) for _part in line.split("\n")]

    def _statement(self, number: int) -> int:
        """Look at what begins on a line; gives the line after it."""
        line = self.lines[number]
        if parses(line):
            self._take(number, number + 1)
            return number + 1
        end = self._extent(number)
        if end > number + 1:
            if not parses("\n".join(self.lines[number:end])):
                self._many_lines(number, end)
            self._take(number, end)
            return end
        self._one_line(number)
        self._take(number, number + 1)
        return number + 1

    def _take(self, number: int, end: int) -> None:
        """Note the table or the key that sound lines begin, and what of it was there before."""
        for line in self.lines[number].split("\n"):
            if header := _HEADER.fullmatch(line):
                self._begin(number, header[1], many=bool(header[2]))
            elif key := _KEY.match(line):
                self._sound += 1
                first = self._keys.setdefault(key[1], number)
                if first != number:
                    self._twice(number, end, key[1], first)

    def _begin(self, number: int, name: str, *, many: bool) -> None:
        self._sound += 1
        self._keys = {}
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
        said = _("'{key}' stands here twice; the first is in line {line}").format(key=key, line=first + 1)
        hint = _("keep line {first} or line {second}, and delete the other").format(first=first + 1, second=number + 1)
        self._spot(number, (0, len(self.lines[number])), said, hint, first)
        self._drop(number, end)

    def _extent(self, number: int) -> int:
        """The line after the value that begins on a line, as far as that shows."""
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
        if _MARKS.fullmatch(line):
            self._tell(number, Repair(0, len(line), _MARK))
            self._drop(number, number + 1)
        elif not self._runs_over(number):
            if re.search(r"=\s*(?:\"\"\"|''')", line):
                self._open_end(number)
            else:
                self._put_right(number, repaired(line, self._declared))

    def _put_right(self, number: int, repair: Repair | None) -> None:
        """Tell a slip, and put the repaired line in its place, or nothing."""
        if repair is None:
            self.spotted.append(_parsers(self.lines[number], number))
        else:
            self._tell(number, repair)
        if repair and repair.line is not None:
            self.lines[number] = repair.line
        else:
            self._drop(number, number + 1)

    def _runs_over(self, number: int) -> bool:
        """Whether a text in single quotes goes on in the next lines."""
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
        """A long text that nothing closes: what follows it up to the next key belongs to it."""
        line = self.lines[number]
        self._tell(number, Repair(line.index("=") + 1, len(line), _TRIPLE))
        rest = range(number + 1, len(self.lines))
        end = next((at for at in rest if not self.lines[at].strip() or _NEXT.match(self.lines[at])), len(self.lines))
        self._drop(number, end)

    def _many_lines(self, number: int, end: int) -> None:
        """Put right what stands on several lines: a list item by item, of anything else tell what the parser says."""
        told = len(self.spotted)
        opened = _OPENS.match(self.lines[number])
        if opened and opened[1] == "[":
            self._list(number, end)
        if not parses("\n".join(self.lines[number:end])):
            if len(self.spotted) == told:
                self.spotted.append(_parsers("\n".join(self.lines[number:end]), number))
            self._drop(number, end)

    def _list(self, number: int, end: int) -> None:
        first = self.lines[number]
        if not parses(first + "]") and (repair := repaired(first + "]", self._declared)) and repair.line:
            self._tell(number, repair._replace(line=repair.line.removesuffix("]").rstrip()))
            self.lines[number] = repair.line.removesuffix("]").rstrip()
        self._items(number, end)
        last = max(at for at in range(number, end) if self.lines[at].strip())
        closed = [*self.lines[number:last], f"{self.lines[last]}\n]"]
        if not parses("\n".join(self.lines[number:end])) and parses("\n".join(closed)):
            hint = _("write ] on a line of its own below line {line}").format(line=last + 1)
            at = max(0, first.find("["))
            self._spot(number, (at, at + 1), _(BRACKET.said), hint)
            self.lines[number : last + 1] = closed

    def _items(self, number: int, end: int) -> None:
        """Put right the lines of a list that hold items, each with the comma that belongs behind it."""
        key = _KEY.match(self.lines[number])
        field = self._declared.get(key[1]) if key else None
        for at in [at for at in range(number + 1, end) if _MARKS.fullmatch(self.lines[at])]:
            self._tell(at, Repair(0, len(self.lines[at]), _MARK))
            self._drop(at, at + 1)
        held = [at for at in range(number + 1, end) if _is_item(self.lines[at])]
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
                repair = repair._replace(line=repair.line + tail if last else _with_comma(repair.line))
            self._put_right(number, repair)
        elif not last and (with_comma := _with_comma(line)) != line:
            self._tell(number, Repair(len(content) - 1, len(content), COMMAS, with_comma))
            self.lines[number] = with_comma

    def _conflicts(self) -> None:
        """Tell the conflicts that git marked, and go on with our side of each."""
        marks = [(at, line[0]) for at, line in enumerate(self.lines) if _MARKS.fullmatch(line)]
        while marks and len(self.spotted) < _MOST:
            start, *rest = marks
            marks = rest
            if start[1] != "<":
                continue
            end = next((at for at, mark in rest if mark == ">"), None)
            inner = [(at, mark) for at, mark in rest if end is not None and at < end]
            middle = next((at for at, mark in inner if mark == "="), None)
            if end is None or middle is None or any(mark == "<" for _at, mark in inner):
                continue
            base = next((at for at, mark in inner if mark == "|"), middle)
            said = _("git left two versions here: {ours} and {theirs}").format(
                ours=_lines(start[0] + 1, base), theirs=_lines(middle + 1, end)
            )
            hint = _("keep one version, delete the other, and the lines that begin with <<<<<<<, ======= and >>>>>>>")
            self._spot(start[0], (0, len(self.lines[start[0]])), said, hint)
            self._drop(start[0], start[0] + 1)
            self._drop(base, end + 1)
            marks = [mark for mark in rest if mark[0] > end]

    def _drop(self, number: int, end: int) -> None:
        self.certain = False
        self.lines[number:end] = [""] * (end - number)

    def _tell(self, number: int, repair: Repair) -> None:
        code = f"U+{ord(self.lines[number][repair.start]):04X}" if repair.slip is INVISIBLE else ""
        said = _(repair.slip.said).format(code=code)
        self._spot(number, (repair.start, repair.end), said, self._hint(number, repair))

    def _hint(self, number: int, repair: Repair) -> str:
        line = repair.line.strip() if repair.line else ""
        if 0 < len(line) <= _SHORT and "\n" not in line:
            return _("write `{line}`").format(line=line)
        if 0 < len(line) <= _SHORT and line.count("\n") == 1:
            first, second = line.split("\n")
            return _("write `{first}`, and on a line below it `{second}`").format(first=first, second=second)
        if repair.slip is KEY and repair.line is None:
            key = self.lines[number][repair.start : repair.end]
            known = ", ".join(self._declared)
            return did_you_mean(key, self._declared) or _("the keys here are: {keys}").format(keys=known)
        return _(repair.slip.advice)

    def _spot(self, number: int, span: tuple[int, int], said: str, hint: str, first: int | None = None) -> None:
        related = None if first is None else (first + 1, 1, max(1, len(self.lines[first].rstrip())))
        start, end = span
        self.spotted.append(Spotted(number + 1, start + 1, max(1, end - start), said, hint, related))


def _is_item(line: str) -> bool:
    """Whether a line of a list holds whole items, rather than a bracket or a comment."""
    bare = ASIDE.sub("", line)
    return bool(without_comment(line).strip("]}, \t")) and bare.count("{") == bare.count("}")


def _with_comma(line: str) -> str:
    """A line of a list with the comma behind its items."""
    content = without_comment(line)
    return line if content.endswith((",", "[", "{")) else f"{content},{line[len(content) :]}"


def _lines(first: int, last: int) -> str:
    """How lines are called, of which the first is counted from 0 and the last from 1."""
    if last <= first:
        return _("nothing")
    if last == first + 1:
        return _("line {line}").format(line=last)
    return _("lines {first} to {last}").format(first=first + 1, last=last)


def _parsers(text: str, number: int) -> Spotted:
    """What the parser stumbles over in a text that begins on that line."""
    try:
        tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        said = _("not valid TOML: {said}").format(said=in_words(error.msg))
        return Spotted(error.lineno + number, error.colno, 1, said, _("mend that line in an editor"))
    except RecursionError:
        pass
    said = _("not valid TOML: {said}").format(said=_("nested too deeply"))
    return Spotted(number + 1, 1, 1, said, _("take the file from a copy; no registry is nested so deeply"))
