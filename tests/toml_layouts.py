"""Registries, and every way in which a hand may have laid one out as TOML."""

import json
import re
from datetime import date
from random import Random
from typing import Any, NamedTuple

from hypothesis import strategies as st

Owner = tuple[str, int] | None
"""The record that a comment or a stretch of text belongs to."""

ORDER = ("association", "rules", "sectors", "offices", "members", "elections", "officers")
SPACES = ("", " ", "  ", "\t")
NASTY = (
    '"',
    "'",
    '"""',
    "'''",
    "[[members]]",
    "= [",
    "{",
    "]",
    "# ",
    "\\",
    "Hiệp hội",
    "🙂",
    "x = 1",
    "\t",
    "\n",
    "\r\n",
)
BEHIND_COMMENTS = ("", " xem lại", ' "', " '''", " [[members]]", ' x = """', " = [", " }", " ệ")

texts = st.lists(st.sampled_from(NASTY) | st.text("aăđ\"'#[]{}=,\\ \n\t", max_size=4), max_size=4).map("".join)
names = st.sampled_from(["Xây lắp", "Công ty Cổ phần Top Land", "Phạm Đoàn Tùng", "a # b", 'nhóm "A"']) | texts
dates = st.dates(date(2000, 1, 1), date(2030, 1, 1))
candidates = st.lists(
    st.fixed_dictionaries({"person": names}, optional={"votes": st.integers(0, 99), "elected": st.booleans()}),
    max_size=3,
)
FIELDS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "association": {"name": names, "phone": texts, "decided_on": dates},
    "rules": {"quorum": texts, "term_years": st.integers(1, 9)},
    "sectors": {"code": names, "name": names, "note": texts},
    "offices": {"code": names, "seats": st.integers(1, 9)},
    "members": {"id": names, "name": names, "sectors": st.lists(names, max_size=4), "joined": dates, "note": texts},
    "elections": {"id": names, "on": dates, "candidates": candidates, "valid": st.integers(0, 999)},
    "officers": {"person": names, "since": dates, "until": dates},
}
TABLES = ("association", "rules")
KINDS = tuple(kind for kind in ORDER if kind not in TABLES)


def table(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    """A table of that kind: its first field, and any of the others."""
    first, *others = FIELDS[kind]
    return st.fixed_dictionaries({first: FIELDS[kind][first]}, optional={name: FIELDS[kind][name] for name in others})


registries = st.fixed_dictionaries(
    {kind: st.lists(table(kind), max_size=3) for kind in KINDS} | {"association": table("association")},
    optional={"rules": table("rules")},
)


class LaidOut(NamedTuple):
    """A text, whose record each of its comments is, and its stretches in order with the record that each is part of."""

    text: str
    owners: dict[str, Owner]
    stretches: list[tuple[Owner, str]]


@st.composite
def layouts(draw: st.DrawFn) -> LaidOut:
    """A registry as somebody may have written it."""
    return _Hand(draw(st.randoms(use_true_random=True))).write(draw(registries))


@st.composite
def arrays(draw: st.DrawFn) -> tuple[str, list[Any]]:
    """A list, short or long, and how somebody may have written it; comments stand wherever they may."""
    value = draw(st.lists(names, max_size=5) | candidates)
    hand = _Hand(draw(st.randoms(use_true_random=True)))
    return hand.spelled(hand.value(value)), value


def comments_of(text: str) -> list[str]:
    """The labels of the comments in a text; each comment of a layout has one of its own, and no string has any."""
    return re.findall(r"# (c\d+c)", text)


class _Hand:
    """Somebody who writes TOML, in whatever way takes their fancy."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.owners: dict[str, Owner] = {}
        self.owner: Owner = None
        self.line_ends = random.choice([("\n",), ("\n",), ("\r\n",), ("\n", "\r\n")])
        self.busy = random.choice([0.0, 0.1, 0.4])
        self.stretches: list[tuple[Owner, str]] = []

    def write(self, registry: dict[str, Any]) -> LaidOut:
        self.put("\n" * self.random.randint(0, 2) + (self.comment() + "\n\n" if self.often() else ""))
        waiting: dict[str, list[Any]] = {
            kind: registry[kind] if kind in KINDS else [registry[kind]] for kind in registry
        }
        self.put(self.root(waiting))
        labels = [kind for kind in ORDER for _ in waiting.get(kind, ())]
        if self.random.random() < 0.2:
            self.random.shuffle(labels)
        for place, kind in enumerate(labels):
            index = labels[:place].count(kind)
            self.owner = (kind, index)
            self.block(kind, waiting[kind][index])
        text = "".join(text for _, text in self.stretches)
        if self.random.random() < 0.2:
            text = text.rstrip("\r\n")
        return LaidOut(text, self.owners, self.stretches)

    def root(self, waiting: dict[str, list[Any]]) -> str:
        """The keys above all headers: now and then a table with dotted keys or in line, or a whole kind in line."""
        lines = [self.pair("format", 1)]
        for kind in [kind for kind in ORDER if waiting.get(kind) and self.random.random() < 0.07]:
            values = waiting.pop(kind)
            if kind in KINDS:
                lines.append(self.pair(kind, values))
            elif self.random.random() < 0.5:
                lines.append(self.pair(kind, values[0]))
            else:
                dots = f"{self.space()}.{self.space()}"
                lines += [self.pair(f"{kind}{dots}{key}", value) for key, value in values[0].items()]
        return "".join(lines) + "\n"

    def block(self, kind: str, values: dict[str, Any]) -> None:
        owner = self.owner
        if self.random.random() < self.busy:
            self.owner = None
            self.put(f"\n{self.lines(1)}\n")
            self.owner = owner
        values = dict(values)
        below = values.pop("candidates", []) if self.random.random() < 0.3 else []
        text = self.lines() + self.header(kind, "[[" if kind in KINDS else "[")
        text += "".join(self.lines() + self.pair(key, value) for key, value in values.items())
        for item in below:
            text += "\n" * self.random.randint(0, 1) + self.header(f"{kind}.candidates", "[[")
            text += "".join(self.pair(key, value) for key, value in item.items())
        glued = self.often()
        self.put(text + (self.lines(1) if glued else ""))
        self.owner = None
        self.put(self.random.choice(["\n", "\n", "\n\n", " \n"] + [""] * (not glued)))

    def put(self, text: str) -> None:
        self.stretches.append((self.owner, self.spelled(text)))

    def spelled(self, text: str) -> str:
        return re.sub("\n", lambda _: self.random.choice(self.line_ends), text)

    def header(self, kind: str, bracket: str) -> str:
        parts = [self.key(part) for part in kind.split(".")]
        path = f"{self.space()}.{self.space()}".join(parts)
        closing = bracket.replace("[", "]")
        return f"{self.space()}{bracket}{self.space()}{path}{self.space()}{closing}{self.line_rest()}"

    def pair(self, key: str, value: object) -> str:
        return f"{self.space()}{self.key(key)}{self.space()}={self.space()}{self.value(value)}{self.line_rest()}"

    def key(self, key: str) -> str:
        quoted = [key, key, f'"{key}"', f"'{key}'", json.dumps(key).replace("e", "\\u0065")]
        return self.random.choice(quoted) if key.isidentifier() else key

    def value(self, value: object) -> str:
        match value:
            case str():
                return self.string(value)
            case list():
                return self.array(value)
            case dict():
                inside = f"{self.space()},{self.space()}".join(
                    f"{self.key(key)}{self.space()}={self.space()}{self.value(item)}" for key, item in value.items()
                )
                return f"{{{self.space()}{inside}{self.space()}}}"
            case bool():
                return str(value).lower()
            case _:
                return str(value)

    def array(self, value: list[Any]) -> str:
        gap = self.gap if self.random.random() < 0.7 else self.space
        text = "["
        for item in value:
            text += gap() + self.value(item) + gap() + ","
        if value and self.random.random() < 0.5:
            text = text[:-1]
        return text + gap() + "]"

    def string(self, value: str) -> str:
        escaped = json.dumps(value, ensure_ascii=False)
        loose = value.replace("\\", "\\\\").replace('"""', '""\\"').replace("\r", "\\r")
        spellings = [escaped, escaped, f'"""\n{loose}"""', f'""{escaped}""']
        if value.strip() == value:
            spellings.append(f'"""\\\n   {escaped[1:-1]}"""')
        if not {"'", "\n", "\r"} & set(value):
            spellings.append(f"'{value}'")
        if "'''" not in value and "\r" not in value:
            spellings.append(f"'''\n{value}'''")
        return self.random.choice(spellings)

    def lines(self, least: int = 0) -> str:
        count = least + (self.random.randint(0, 2) if self.often() else 0)
        return "".join(f"{self.space()}{self.comment()}\n" for _ in range(count))

    def line_rest(self) -> str:
        return self.space() + (self.comment() if self.often() else "") + "\n"

    def gap(self) -> str:
        return f" {self.comment()}\n " if self.often() else self.random.choice(["", " ", "\n  ", "\n", "\n\n"])

    def comment(self) -> str:
        label = f"c{len(self.owners)}c"
        self.owners[label] = self.owner
        return f"# {label}{self.random.choice(BEHIND_COMMENTS)}"

    def space(self) -> str:
        return self.random.choice(SPACES)

    def often(self) -> bool:
        return self.random.random() < self.busy
