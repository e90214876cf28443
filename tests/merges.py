"""Registries as text, and what two hands may do to them at once; every value and comment that is new occurs only once.

Nothing here asks the program, so that what is lost shows by the words that are missing.
"""

import re
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import count
from random import Random

_WORD = re.compile(r"\b[vc]\d+\b")


def words(text: str) -> set[str]:
    """The values and comments of a text, as the words that occur only once."""
    return {*_WORD.findall(text)}


@dataclass
class Line:
    """A key with its value, the comments above it and the one behind it."""

    key: str
    value: str
    above: list[str] = field(default_factory=list)
    behind: str = ""

    def text(self) -> str:
        """The lines of it."""
        behind = f" # {self.behind}" if self.behind else ""
        return "".join(f"# {comment}\n" for comment in self.above) + f"{self.key} = {self.value}{behind}\n"


@dataclass
class Block:
    """A table with the comments above its header, and those that stand alone above these."""

    header: str
    lines: list[Line]
    above: list[str] = field(default_factory=list)
    alone: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Its first value."""
        return self.lines[0].value

    def text(self) -> str:
        """The lines of it, with all comments."""
        alone = "".join(f"# {comment}\n\n" for comment in self.alone)
        header = f"{self.header}\n" if self.header else ""
        comments = "".join(f"# {comment}\n" for comment in self.above)
        return alone + comments + header + "".join(line.text() for line in self.lines)


class Hand:
    """Writes a registry, or edits one."""

    def __init__(self, random: Random, numbers: "count[int]") -> None:
        self.random, self.numbers = random, numbers

    def value(self) -> str:
        """A text that occurs nowhere else."""
        return f'"v{next(self.numbers)}"'

    def comment(self) -> str:
        """A comment that occurs nowhere else."""
        return f"c{next(self.numbers)}"

    def registry(self) -> list[Block]:
        """A registry of two or three records of each kind."""
        blocks = [Block("", [Line("format", "1")]), Block("[association]", [Line("name", self.value())])]
        for kind, keys in (("sectors", "ab"), ("offices", "op")):
            blocks += [Block(f"[[{kind}]]", [Line("code", f'"{key}"'), Line("name", self.value())]) for key in keys]
        blocks += [self.member(number) for number in range(1, self.random.randint(2, 5))]
        blocks.append(self.election(2024))
        blocks += [self.mandate() for _ in range(self.random.randint(0, 2))]
        for block in blocks[1:]:
            self._adorn(block)
        return blocks

    def member(self, number: int) -> Block:
        """A member of that number."""
        lines = [Line("id", f'"HV-{number:04}"'), Line("name", self.value())]
        lines += [Line(key, self.value()) for key in ("phone", "email", "note") if self.random.random() < 0.7]
        lines.append(Line("sectors", '["a", "b"]' if self.random.random() < 0.5 else '["a"]'))
        lines.append(Line("offers", self._list([self.value() for _ in range(self.random.randint(1, 3))])))
        return Block("[[members]]", lines)

    def election(self, year: int) -> Block:
        """An election of that year, for an office of one seat."""
        day = f"{year}-11-11"
        people = [f"{{ person = {self.value()}, votes = {self.random.randint(1, 9)} }}" for _ in range(2)]
        key = [Line("id", f'"{day}-o"'), Line("on", day), Line("office", '"o"')]
        return Block("[[elections]]", [*key, Line("candidates", self._list(people, long=True))])

    def mandate(self) -> Block:
        """A mandate, mostly one that has ended."""
        day = f"20{self.random.randint(10, 30)}-01-01"
        ends = [Line("until", day), Line("end_reason", '"resigned"')] if self.random.random() < 0.7 else []
        return Block("[[officers]]", [Line("person", self.value()), Line("office", '"p"'), Line("since", day), *ends])

    def appointed(self, blocks: list[Block]) -> list[Block]:
        """The registry with one or two mandates more, which go on."""
        lines = [Line("office", '"p"'), Line("since", "2026-01-01")]
        mandates = (Block("[[officers]]", [Line("person", self.value()), *lines]) for _ in range(2))
        return [*blocks, *list(mandates)[self.random.randint(0, 1) :]]

    def _list(self, items: list[str], *, long: bool = False) -> str:
        if not long and self.random.random() < 0.6:
            return f"[{', '.join(items)}]"
        return "[\n" + "".join(f"    {item},{self._maybe_behind()}\n" for item in items) + "]"

    def _maybe_behind(self) -> str:
        return f" # {self.comment()}" if self.random.random() < 0.3 else ""

    def _adorn(self, block: Block) -> None:
        block.above += [self.comment()] if self.random.random() < 0.3 else []
        block.alone += [self.comment()] if self.random.random() < 0.3 else []
        for line in block.lines:
            line.behind = self.comment() if self.random.random() < 0.2 else ""
            line.above += [self.comment()] if self.random.random() < 0.2 else []

    def edited(self, blocks: list[Block]) -> list[Block]:
        """The registry after a few edits."""
        blocks = deepcopy(blocks)
        for _ in range(self.random.randint(1, 5)):
            edit = self.random.choice(
                [self._change, self._change, self._remark, self._add, self._remove, self._move, self._list_edit]
            )
            edit(blocks)
        return blocks

    def _change(self, blocks: list[Block]) -> None:
        block = self.random.choice(blocks[1:])
        line = self.random.choice(block.lines)
        if line.key in {"name", "phone", "email", "note", "person"}:
            if line.key in {"phone", "email", "note"} and self.random.random() < 0.3:
                block.lines.remove(line)
            else:
                line.value = self.value()
        elif block.header == "[[members]]":
            block.lines.append(Line("address", self.value())) if "address" not in {
                one.key for one in block.lines
            } else None

    def _remark(self, blocks: list[Block]) -> None:
        block = self.random.choice(blocks)
        line = self.random.choice(block.lines)
        where = self.random.randint(0, 4)
        if where == 0:
            line.behind = self.random.choice(["", self.comment()])
        else:
            comments = (line.above, block.above, block.alone, line.above)[where - 1]
            if comments and self.random.random() < 0.4:
                comments.pop()
            else:
                comments.append(self.comment())

    def _add(self, blocks: list[Block]) -> None:
        new = self.random.choice([lambda: self.member(self.random.randint(6, 8)), self.mandate])()
        if new.header == "[[members]]" and new.name in {block.name for block in blocks}:
            return
        places = [place for place, block in enumerate(blocks) if block.header == new.header]
        blocks.insert(self.random.choice([places[-1] + 1, places[-1] + 1, places[0]]) if places else len(blocks), new)

    def _remove(self, blocks: list[Block]) -> None:
        block = self.random.choice(blocks)
        if block.header in {"[[members]]", "[[officers]]"}:
            blocks.remove(block)
        if (
            block.header == "[[sectors]]"
            and block.name == '"b"'
            and not any('"b"' in line.value for one in blocks for line in one.lines if line.key == "sectors")
        ):
            blocks.remove(block)

    def _move(self, blocks: list[Block]) -> None:
        members = [place for place, block in enumerate(blocks) if block.header == "[[members]]"]
        if len(members) > 1:
            one, other = self.random.sample(members, 2)
            blocks.insert(other, blocks.pop(one))

    def _list_edit(self, blocks: list[Block]) -> None:
        block = self.random.choice(blocks)
        line = next((line for line in block.lines if line.key in {"offers", "sectors", "candidates"}), None)
        if line is None:
            return
        if line.key == "sectors":
            line.value = self.random.choice(['["a"]', '["b"]', '["a", "b"]', '["b", "a"]'])
        elif line.key == "offers":
            items = re.findall(r'"v\d+"', line.value)
            if items and self.random.random() < 0.4:
                items.pop(self.random.randrange(len(items)))
            else:
                items.insert(self.random.randint(0, len(items)), self.value())
            if "#" not in line.value:
                line.value = f"[{', '.join(items)}]" if items else "[]"
        elif "votes" in line.value:
            line.value = re.sub(r"votes = \d", f"votes = {self.random.randint(1, 9)}", line.value, count=1)


def written(blocks: list[Block]) -> str:
    """The text of a registry, the blocks apart by blank lines."""
    return "\n".join(block.text() for block in blocks)
