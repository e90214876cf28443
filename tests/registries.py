"""Small registries, built from what a test is about, and text as Vietnamese people type it."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from unicodedata import normalize

from hypothesis import strategies as st

from hiephoi_cli.domain.problems import Problem
from hiephoi_cli.domain.records import (
    Association,
    Candidate,
    Election,
    Link,
    Member,
    Office,
    Officer,
    Product,
    Record,
    Registry,
    Rules,
    Sector,
    Zone,
)
from hiephoi_cli.domain.rules import broken
from hiephoi_cli.domain.words import Severity

TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
VOWELS = tuple(normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in TONES)
SMALL = (*VOWELS, *"bcdđfghjklmnpqrstvwxz")
LETTERS = "".join((*SMALL, *(letter.upper() for letter in SMALL)))
"""Every letter with every tone, small and large, in NFC."""
PUNCTUATION = " -_.,;:!?'\"()[]{}@*/\\&#%`^+<=>|~$"
DIGITS = "0123456789"

vietnamese = st.text(LETTERS + DIGITS + PUNCTUATION, max_size=12)
HOSTILE = (
    "[red]",
    "[/]",
    "\x1b[31m",
    "\u202e",
    "\t",
    "\n",
    "\r",
    '"',
    "'",
    "|",
    "\\",
    ",",
    ";",
    "`",
    "\x9b",
    "\u2066",
    "_x0041_",
)
"""What data must not do to a terminal or to a file's layout."""
hostile = st.lists(st.sampled_from((*HOSTILE, "a", "Hải Phòng", " ")), max_size=6).map("".join)


hostile_rows = st.lists(
    st.tuples(hostile, hostile).map(lambda pair: {"a": pair[0], "b": pair[1]}), min_size=1, max_size=3
)


def registry(*records: Record, rules: Rules | None = None, **association: Any) -> Registry:
    """A registry of these records, each put with its kind."""

    def kind(table: type[Record]) -> tuple[Any, ...]:
        return tuple(record for record in records if isinstance(record, table))

    return Registry(
        format=1,
        association=Association(**{"name": "Hiệp hội", **association}),
        rules=rules or Rules(),
        sectors=kind(Sector),
        zones=kind(Zone),
        products=kind(Product),
        offices=kind(Office),
        members=kind(Member),
        elections=kind(Election),
        officers=kind(Officer),
        links=kind(Link),
    )


def sector(code: str = "xay-lap", name: str = "Xây lắp", **values: Any) -> Sector:
    return Sector(code=code, name=name, **values)


def zone(code: str = "kcn-mau", name: str = "KCN Mẫu", **values: Any) -> Zone:
    return Zone(code=code, name=name, **values)


def product(code: str = "duc-gang", name: str = "Đúc gang", **values: Any) -> Product:
    return Product(code=code, name=name, **values)


def link(
    supplier: str = "HV-0001",
    buyer: str = "HV-0002",
    product: str = "duc-gang",
    on: date = date(2026, 1, 1),
    **values: Any,
) -> Link:
    return Link(**{"supplier": supplier, "buyer": buyer, "product": product, "on": on, **values})


def office(code: str = "chu-tich", name: str = "Chủ tịch", **values: Any) -> Office:
    return Office(code=code, name=name, **values)


def member(number: int = 1, name: str = "", **values: Any) -> Member:
    """The member of that number, under a name that only it has."""
    return Member(**{"id": f"HV-{number:04}", "name": name or f"Công ty {number}", **values})


def officer(person: str = "Lê An", since: date = date(2024, 1, 1), until: date | None = None, **values: Any) -> Officer:
    return Officer(**{"person": person, "office": "chu-tich", "since": since, "until": until, **values})


def election(
    on: date = date(2024, 1, 1), candidates: Sequence[Candidate] = (), office: str = "chu-tich", **values: Any
) -> Election:
    return Election(**{"id": f"{on}-{office}", "on": on, "office": office, "candidates": tuple(candidates), **values})


def winner(person: str = "Lê An", **values: Any) -> Candidate:
    return Candidate(person=person, elected=True, **values)


def loser(person: str = "Đỗ Bình", **values: Any) -> Candidate:
    return Candidate(person=person, **values)


TODAY = date(2026, 11, 23)


def errors(registry: Registry) -> list[Problem]:
    """The errors of a registry, rule by rule."""
    return [problem for problem in broken(registry, TODAY) if problem.severity is Severity.ERROR]
