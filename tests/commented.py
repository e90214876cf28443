"""Registries with comments at every place, edits of them, and a reader that sees what each comment is about.

Nothing here asks the program: keys, values and comments have names that occur once, and no value looks like TOML.
"""

import re
from copy import deepcopy
from itertools import count
from random import Random
from typing import Any, NamedTuple

import tomli

from hiephoi_cli.toml.splice import Append, Cut, Edit, Set, Unset

ORDER = ("t", "m", "e")
KINDS = ("m", "e")
_TOKEN = re.compile(r"k\d+|v\d+|[\[\]{}]")


def tables_may_span_lines() -> bool:
    """Whether the reader of TOML knows tables of several lines."""
    try:
        tomli.loads("a = {\n}")
    except tomli.TOMLDecodeError:
        return False
    return True


class Writer:
    """Writes a registry and thinks of edits of it."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.numbers = count()
        self.ends = random.choice([("\n",), ("\r\n",), ("\n", "\r\n")])
        self.busy = random.choice([0.1, 0.4, 0.8])
        self.spanning = tables_may_span_lines()

    def text(self) -> str:
        """A registry, with lines that end in one way or the other."""
        lines = [*self._alone(), "format = 1", *self._keys(self.random.randint(0, 2))]
        lines += [*self._alone(), *self._above(), self._behind("[t]"), *self._keys(self.random.randint(0, 3))]
        for kind in KINDS:
            for _ in range(self.random.randint(0, 3)):
                lines += [*self._alone(), *self._above(), self._behind(f"[[{kind}]]")]
                lines += [
                    *self._above(),
                    self._behind(f'id = "{self._name("v")}"'),
                    *self._keys(self.random.randint(0, 4)),
                ]
        lines += self._above() + self._alone()
        return "".join(re.sub("\n", lambda _: self.random.choice(self.ends), f"{line}\n") for line in lines)

    def _keys(self, number: int) -> list[str]:
        lines: list[str] = []
        for _ in range(number):
            lines += self._above() + self._behind(f"{self._name('k')} = {self._value()}").split("\n")
            lines += self._alone() if self._often(0.3) else []
        return lines

    def _value(self) -> str:
        match self.random.randint(0, 2):
            case 0:
                return f'"{self._name("v")}"'
            case 1:
                return self._array([f'"{self._name("v")}"' for _ in range(self.random.randint(0, 4))])
        return self._array([self._table() for _ in range(self.random.randint(1, 4))])

    def _table(self) -> str:
        pairs = [f'p = "{self._name("v")}"', f"{self._name('k')} = {self.random.randint(0, 9)}"]
        if not self.spanning or self.random.random() < 0.7:
            return f"{{ {', '.join(pairs)} }}"
        lines = [line for pair in pairs for line in [*self._above(), self._behind(f"{pair},")]]
        return "\n".join(["{", *lines, "}"])

    def _array(self, items: list[str]) -> str:
        if self.random.random() < 0.3:
            return f"[{', '.join(items)}]"
        text = self._behind("[")
        for place, item in enumerate(items):
            row = place and self.random.random() < 0.2 and not text.rpartition("\n")[2].count("#")
            text += " " if row else "\n" + "".join(f"{line}\n" for line in [*self._alone(), *self._above()]) + "  "
            text += item
            last = place == len(items) - 1
            if self._often(0.15):
                text += f" {self._comment()}\n,"
            elif not last or self.random.random() < 0.7:
                text += ","
            if self._often(0.7):
                text += f" {self._comment()}"
        return "\n".join([text, *self._above(), *self._alone(), "]"])

    def _alone(self) -> list[str]:
        blank = [""] * self.random.randint(1, 2)
        return [*blank, *self._above(), ""] if self._often() else self.random.choice([[], blank])

    def _above(self) -> list[str]:
        return (
            [f"{self.random.choice(['', '  '])}{self._comment()}" for _ in range(self.random.randint(1, 2))]
            if self._often()
            else []
        )

    def _behind(self, text: str) -> str:
        return f"{text} {self._comment()}" if self._often() else text

    def _comment(self) -> str:
        return f"# {self._name('c')}"

    def _name(self, letter: str) -> str:
        return f"{letter}{next(self.numbers)}"

    def _often(self, share: float = 1) -> bool:
        return self.random.random() < self.busy * share

    def edits(self, document: dict[str, Any]) -> list[Edit]:
        """A few edits, each of another place."""
        edits: list[Edit] = []
        tables = [("t",), *((kind, place) for kind in KINDS for place in range(len(document.get(kind, []))))]
        for path in self.random.sample(tables, self.random.randint(0, min(3, len(tables)))):
            table = document["t"] if len(path) == 1 else document[path[0]][path[1]]
            if len(path) == 2 and self.random.random() < 0.25:
                edits.append(Cut(*path))
                continue
            keys = [key for key in table if key != "id"]
            some = self.random.sample(keys, self.random.randint(0, min(3, len(keys))))
            edits += [self._edit((*path, key), table[key]) for key in some]
            if self.random.random() < 0.3:
                edits.append(
                    Set((*path, self._name("k")), self.random.choice([self._name("v"), [self._name("v")] * 2]))
                )
        grown = [kind for kind in KINDS if self.random.random() < 0.2]
        edits += [Append(kind, {"id": self._name("v"), self._name("k"): [{"p": self._name("v")}]}) for kind in grown]
        return edits

    def _edit(self, path: tuple[str | int, ...], value: object) -> Edit:
        return Unset(path) if self.random.random() < 0.3 else Set(path, self._other(value))

    def _other(self, value: object) -> object:
        """Another value, of a list with some of its items, others changed, and new ones."""
        if not isinstance(value, list):
            return self._name("v")
        new = [item for item in deepcopy(value) if self.random.random() < 0.7]
        if self.random.random() < 0.3:
            self.random.shuffle(new)
        of_tables = any(isinstance(item, dict) for item in value)
        for item in new if of_tables else ():
            for key in [key for key in item if key != "p" and self.random.random() < 0.3]:
                item[key] = self.random.randint(10, 99)
        for _ in range(self.random.choice([0, 0, 1, 2])):
            fresh: object = {"p": self._name("v"), self._name("k"): 1} if of_tables else self._name("v")
            new.insert(self.random.randint(0, len(new)), fresh)
        return new


def modelled(document: dict[str, Any], edits: list[Edit]) -> dict[str, Any]:
    """The same edits of plain values."""
    document = deepcopy(document)
    for edit in edits:
        match edit:
            case Set((*path, key), value):
                _at(document, path)[key] = value
            case Unset((*path, key)):
                del _at(document, path)[key]
            case Append(kind, values):
                document.setdefault(kind, []).append(values)
    for edit in sorted((edit for edit in edits if isinstance(edit, Cut)), key=lambda edit: -edit.place):
        del document[edit.kind][edit.place]
    return without_empty(document)


def without_empty(document: dict[str, Any]) -> dict[str, Any]:
    """The document, where a kind without records may as well be missing."""
    return {key: value for key, value in document.items() if key not in KINDS or value}


def _at(document: Any, path: list[str | int]) -> Any:
    for step in path:
        document = document[step]
    return document


class Sight(NamedTuple):
    """What a comment is about, if anything, and whether it stands above that or behind it."""

    place: str
    thing: str


ALONE = Sight("alone", "")


class Reading(NamedTuple):
    """What a reader sees: what each comment is about, all names in order, and the lines of each record."""

    sights: dict[str, Sight]
    names: list[str]
    records: dict[str, range]
    """By its id, the lines of a record and of the comments that it takes along."""


def names_in(text: str) -> list[str]:
    """All keys, texts and comments, in order."""
    return re.findall(r"\b[kvc]\d+\b", text)


def seen(text: str) -> Reading:
    """What each comment of a text is about, line by line."""
    lines = text.split("\n")
    codes = [line.partition("#")[0].strip() for line in lines]
    labels = [line.partition("#")[2].strip() for line in lines]
    things = _things(codes)
    sights: dict[str, Sight] = {}
    for number, label in enumerate(labels):
        if label and codes[number]:
            sights[label] = Sight("behind", things[number][1])
        elif label:
            below = next((place for place in range(number, len(lines)) if codes[place] or not labels[place]), None)
            leads = below is not None and codes[below] and codes[below][0] not in "]},"
            sights[label] = Sight("above", things[below][0]) if leads and below is not None else ALONE
    return Reading(sights, names_in(text), _records(codes, labels, things))


def _things(codes: list[str]) -> list[tuple[str, str]]:
    """The first and the last thing on each line: a header by its record's id, a key, an item, a pair in a table."""
    found: list[tuple[str, str]] = []
    stack: list[str] = []  # the key of an open list, the first name in an open table
    for number, code in enumerate(codes):
        if not stack and re.match(r"\[\[?[a-z]\]", code):
            ids = (re.fullmatch(r'id = "(v\d+)"', later) for later in codes[number + 1 :])
            header = f"header {code if code == '[t]' else next(filter(None, ids))[1]}"  # type: ignore[index]
            found.append((header, header))
            continue
        first = last = found[-1][1] if code == "," else ""
        if not stack and (pair := re.match(r"(\w+) =", code)):
            first = last = pair[1]
        marks = _TOKEN.findall(code)
        for place, mark in enumerate(marks):
            if mark == "[":
                stack.append(first)
            elif mark == "{":
                inside = [
                    *marks[place + 1 :],
                    *(name for later in codes[number + 1 :] for name in _TOKEN.findall(later)),
                ]
                stack.append(last := inside[0])
            elif mark in "]}":
                last = stack.pop()
            elif (
                stack
                and not (mark == stack[-1] and "{" in marks)
                and not ("{" in marks and "}" in marks[place:] and mark[0] == "k")
            ):
                last = mark
            first = first or last
        found.append((first, last))
    return found


def _records(codes: list[str], labels: list[str], things: list[tuple[str, str]]) -> dict[str, range]:
    """From the comments directly above a header to the last line of its record, or to those directly below if alone."""
    starts = [number for number, code in enumerate(codes) if things[number][0].startswith("header") and code]
    records: dict[str, range] = {}
    for start, stop in zip(starts, [*starts[1:], len(codes)], strict=True):
        first, last = start, max(number for number in range(start, stop) if codes[number])
        while first and labels[first - 1] and not codes[first - 1]:
            first -= 1
        below = last
        while below + 1 < len(codes) and labels[below + 1] and not codes[below + 1]:
            below += 1
        alone = below + 1 >= len(codes) or not codes[below + 1]
        records[things[start][0].removeprefix("header ")] = range(first, (below if alone else last) + 1)
    return records
