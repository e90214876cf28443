"""`hiephoi association` as its users call it."""

import json
from pathlib import Path

import pytest

from harness import Cli


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    return Cli(tmp_path)


def test_the_association_is_one_object_with_every_field(cli: Cli) -> None:
    shown = json.loads(cli("association", "show", "-f", "json").out)
    assert (shown["decision"], shown["decided_on"]) == ("3019/QĐ-UBND", "2024-08-26")
    assert shown["phone"] is None


def test_an_edit_says_what_was_and_what_is_and_its_inverse_leaves_the_bytes(cli: Cli) -> None:
    before = cli.text
    result = cli("association", "edit", "--phone", "0225 3822016", "--short-name", "Hội Mẫu")
    assert result.err == "changed association: Short name: ∅ → Hội Mẫu; Phone: ∅ → 0225 3822016\n"
    cli("association", "edit", "--clear", "phone")
    assert cli("association", "edit", "--clear", "short_name").file == before


def test_what_it_must_have_is_not_cleared(cli: Cli) -> None:
    assert cli("association", "edit", "--clear", "name").status == 5
