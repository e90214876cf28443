"""Fields go by their titles on the command line; columns that the shell has split come with how to write them."""

from pathlib import Path

import pytest

from harness import Cli


@pytest.mark.parametrize("language", ["en", "vi"])
def test_columns_go_by_title_in_either_language(tmp_path: Path, language: str) -> None:
    result = Cli(tmp_path)("member", "list", "--columns", "Mã,ten, Tax code,", "--sort=-Tên", HIEPHOI_LANG=language)

    assert result.out.splitlines()[0] == "id\tname\ttax_code", result


@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_field_to_group_by_and_one_to_clear_go_by_title(tmp_path: Path, language: str) -> None:
    cli = Cli(tmp_path)

    assert cli("member", "list", "--by", "lĩnh vực", HIEPHOI_LANG=language).status == 0
    assert cli("member", "edit", "HV-0001", "--clear", "Chức danh", HIEPHOI_LANG=language).status == 0
    assert "position" not in cli.rows("member", "list", "-c", "id")[0]


@pytest.mark.parametrize(
    "words", [("--columns", "id,", "name"), ("-c", "id", ",name"), ("--columns=id,", "name"), ("-c", "id", ",", "name")]
)
def test_a_space_after_a_comma_is_answered_with_the_columns_joined(tmp_path: Path, words: tuple[str, ...]) -> None:
    result = Cli(tmp_path)("member", "list", *words)

    assert result.status == 2
    assert result.err.endswith("hint: write the columns without a space between them: --columns id,name\n"), result


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("association edit --name Hiệp hội Mẫu", '--name "Hiệp hội Mẫu"'),
        ("association edit --name=Hiệp hội --phone 0912 345 678", '--name "Hiệp hội" --phone "0912 345 678"'),
        ("election record chu-tich --on 1/12/2026 --elect Lê Văn A", '--elect "Lê Văn A"'),
        ("officer end --on 1/12/2026 chu-tich Lê Văn A --reason resigned", '"Lê Văn A"'),
        ("member show --history Công ty Mẫu -f json", '"Công ty Mẫu"'),
        ("member list --where linh vuc=xay lap", '--where "linh vuc=xay lap"'),
        ("member list --where Điện thoại=1", '--where "Điện thoại=1"'),
        ("member list --columns Mã,Điện thoại --max 5", '--columns "Mã,Điện thoại"'),
        ("member list --sort -Điện thoại", '--sort "-Điện thoại"'),
        ("member list --by Lĩnh vực", '--by "Lĩnh vực"'),
    ],
)
def test_words_behind_a_value_without_quotes_are_answered_with_the_whole_value(
    tmp_path: Path, line: str, text: str
) -> None:
    result = Cli(tmp_path)(*line.split())

    assert result.status == 2
    assert f"hint: put a value with spaces in quotes: {text}" in result.err, result


def test_columns_that_are_none_are_refused(tmp_path: Path) -> None:
    assert Cli(tmp_path)("member", "list", "-c", ",").err == "error: '--columns' cannot be empty\n"


def test_a_missing_value_is_asked_for_by_its_title_and_a_choice_with_its_numbers(tmp_path: Path) -> None:
    cli = Cli(tmp_path)
    answers = ["chu tich", "tung", "1/12/2026", "7", "3"]

    result = cli.terminal("officer", "end", answers=answers, HIEPHOI_LANG="vi", TERM="xterm")

    lines = result.out.splitlines()
    assert lines[:3] == ["  Chức vụ: chu tich", "  Họ và tên: tung", "  Ngày đầu tiên không còn giữ chức: 1/12/2026"]
    assert lines[3:5] == [
        "  Lý do thôi giữ chức vụ (1 hết nhiệm kỳ · 2 có người kế nhiệm · 3 từ nhiệm · 4",
        "  miễn nhiệm · 5 bãi nhiệm · 6 qua đời): 7",
    ]
    assert "  gợi ý: gõ một số từ 1 đến 6" in lines
    assert 'end_reason = "resigned"' in result.file
