"""Two offices at random commands, sync after sync: both end with one file, byte for byte, and every edit is in it."""

import json
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, rule

from harness import DEEP, Cli, Result
from repositories import Offices

OFFICES = st.sampled_from(["one", "other"])
FIELDS = {"one": ("note", "position"), "other": ("address", "representative")}
"""What each office writes of members; only the website is written by both."""


@cache
def _connected() -> Path:
    """Two offices that are connected, with an office of many seats; copied for each example."""
    root = Path(tempfile.mkdtemp())
    offices = Offices.connected(root)
    assert offices.one("office", "add", "Ủy viên", "--seats", "99").status == 0
    offices.synced()
    return root


class TwoOffices(RuleBasedStateMachine):
    """What either office did must be in the registry of both in the end."""

    names = Bundle("names")

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.offices = Offices.copied(_connected(), self.root / "hai văn phòng")
        self.number = 0
        self.values: dict[tuple[str, str], str] = {}
        self.websites: dict[str, set[str]] = {}
        self.sectors: set[tuple[str, str]] = set()
        self.mandates: set[tuple[str, str]] = set()
        self.comments: set[str] = set()
        self.companies: set[str] = set()

    def teardown(self) -> None:
        """Both sync until nothing is new, and everything is compared."""
        try:
            for name in ("one", "other", "one", "other"):
                self.sync(name)
            self._compare()
        finally:
            shutil.rmtree(self.root)

    def office(self, name: str) -> Cli:
        """One of the two."""
        office: Cli = getattr(self.offices, name)
        return office

    def run(self, name: str, *words: str) -> Result:
        """A command at one of the offices, which must succeed."""
        result = self.office(name)(*words)
        assert result.status == 0, result
        return result

    def text(self) -> str:
        """A text that was never there before."""
        self.number += 1
        return f"chữ {self.number:04}"

    def knows(self, name: str, company: str) -> bool:
        """Whether an office has that company in its registry."""
        return f'"{company}"' in self.office(name).text

    @rule(name=OFFICES, target=names)
    def add(self, name: str) -> str:
        """A company that only one office adds, under an id that the other may give to another one."""
        company = f"Công ty TNHH Mẫu {self.text()}"
        self.run(name, "member", "add", company)
        self.companies.add(company)
        return company

    @rule(name=OFFICES, which=st.integers(0, 2), target=names)
    def add_what_both_may_add(self, name: str, which: int) -> str:
        """A company that the other office may add as well."""
        company = f"Công ty Cổ phần Chung {which}"
        if not self.knows(name, company):
            self.run(name, "member", "add", company)
        self.companies.add(company)
        return company

    @rule(name=OFFICES, company=names, which=st.integers(0, 1))
    def edit(self, name: str, company: str, which: int) -> None:
        """A field that only this office writes."""
        if self.knows(name, company):
            field, text = FIELDS[name][which], self.text()
            self.run(name, "member", "edit", company, f"--{field}", text)
            self.values[company, field] = text

    @rule(name=OFFICES, company=names)
    def edit_what_both_edit(self, name: str, company: str) -> None:
        """A field that the other office may give another value at the same time."""
        if self.knows(name, company):
            site = f"https://{self.text().replace(' ', '-').replace('ữ', 'u')}.example"
            self.run(name, "member", "edit", company, "--website", site)
            self.websites.setdefault(company, set()).add(site)

    @rule(name=OFFICES, company=names)
    def add_sector(self, name: str, company: str) -> None:
        """A sector of its own for a member, whose list the other office may add to as well."""
        if self.knows(name, company):
            code = self.run(name, "sector", "add", f"Lĩnh vực {self.text()}").out.strip()
            self.run(name, "member", "edit", company, "--add-sector", code)
            self.sectors.add((company, code))

    @rule(name=OFFICES, company=names)
    def appoint(self, name: str, company: str) -> None:
        """A mandate that refers to a member whose id may change."""
        if self.knows(name, company):
            person = f"Nguyễn Văn {self.text()}"
            self.run(name, "officer", "appoint", "uy-vien", person, "--member", company, "--since", "2026-01-01")
            self.mandates.add((person, company))

    @rule(name=OFFICES, company=names)
    def comment_by_hand(self, name: str, company: str) -> None:
        """A comment above the name of a member."""
        path, line = self.office(name).path, f'name = "{company}"'
        if self.knows(name, company):
            comment = f"# {self.text()}"
            text = path.read_text(encoding="utf-8").replace(line, f"{comment}\n{line}", 1)
            path.write_text(text, encoding="utf-8")
            self.comments.add(comment)

    @rule(name=OFFICES)
    def sync(self, name: str) -> None:
        """Sync; where both gave a field two values, one of them is chosen."""
        office = self.office(name)
        for _try in range(20):
            result = office("sync")
            if result.status == 0:
                return
            assert result.status == 4, result
            assert "https://" in result.told or "conflict" in result.told, result
            problems = json.loads(office("check", "conflict", "-f", "json").out)
            for key in {problem["where"].split(".")[1] for problem in problems}:
                self.run(name, "merge", "--resolve", key, "theirs")
        raise AssertionError(result)

    def _compare(self) -> None:
        one, other = (office.path.read_bytes() for office in (self.offices.one, self.offices.other))
        assert one == other
        members = {row["name"]: row for row in self._rows("member")}
        names = [row["name"] for row in self._rows("member")]
        assert len(names) == len({*names})
        assert members.keys() >= self.companies
        for (company, field), value in self.values.items():
            assert members[company][field] == value
        for company, sites in self.websites.items():
            assert members[company]["website"] in sites
        assert {(company, code) for company in members for code in members[company]["sectors"]} >= self.sectors
        ids = {row["id"]: row["name"] for row in members.values()}
        assert {(row["person"], ids.get(row["member"])) for row in self._rows("officer", "--all")} >= self.mandates
        assert {*one.decode().splitlines()} >= self.comments

    def _rows(self, *words: str) -> list[dict[str, Any]]:
        noun, *options = words
        rows: list[dict[str, Any]] = json.loads(self.offices.one(noun, "list", *options, "-f", "json").out)
        return rows


# Shrinking would run thousands of gits: what fails is shown as it was found.
TwoOffices.TestCase.settings = settings(
    settings.default, max_examples=12 if DEEP else 1, stateful_step_count=40 if DEEP else 16, phases=[Phase.generate]
)
TestTwoOffices = TwoOffices.TestCase
