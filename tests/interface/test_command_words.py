"""A command in Vietnamese, in another order or another word gets the right one as its hint."""

from pathlib import Path

import pytest

from harness import Cli
from hiephoi_cli.cli import COMMANDS
from hiephoi_cli.domain.records import KINDS
from hiephoi_cli.interface.command_words import COMMANDS as OTHER_WORDS


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hoi-vien", "hiephoi member list"),
        ("hội viên", "hiephoi member list"),
        ("hội viên xem HV-0001", "hiephoi member show HV-0001"),
        ("hội viên gì đó", "hiephoi member --help"),
        ("members", "hiephoi member list"),
        ("members list", "hiephoi member list"),
        ("members -f csv", "hiephoi member list -f csv"),
        ("lãnh đạo", "hiephoi officer list"),
        ("tìm nomura", "hiephoi find nomura"),
        ("tim", "hiephoi find --help"),
        ("thống kê", "hiephoi stats"),
        ("in", "hiephoi report --help"),
        ("xem", "hiephoi member show --help"),
        ("list member", "hiephoi member list"),
        ("thêm lĩnh vực", "hiephoi sector add --help"),
        ("member xem HV-0001", "hiephoi member show HV-0001"),
        ("member danh sách", "hiephoi member list"),
        ("officer thôi", "hiephoi officer end --help"),
        ("member foo", "hiephoi member --help"),
        ("foo", "hiephoi --help"),
    ],
)
def test_another_word_for_a_command_is_answered_with_the_command(
    tmp_path: Path, language: str, typed: str, meant: str
) -> None:
    result = Cli(tmp_path)(*typed.split(), HIEPHOI_LANG=language)

    assert (result.status, result.err.splitlines()[1].partition(": ")[2]) == (2, meant), result


def test_a_value_with_spaces_is_quoted_in_the_hint(tmp_path: Path) -> None:
    assert Cli(tmp_path)("member", "thêm", "Công ty Mẫu").err.endswith('hint: hiephoi member add "Công ty Mẫu"\n')


def test_other_words_are_for_commands_that_exist() -> None:
    assert set(OTHER_WORDS) <= set(COMMANDS) - {table.command for table in KINDS.values()}
