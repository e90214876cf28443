"""A value that TOML reads and the registry does not is told with what to write in its place."""

from pathlib import Path

import pytest

from harness import Cli
from hiephoi_cli.domain.rules.example import SOUND

HEAD = f'{SOUND}\n[[members]]\nid = "HV-0002"\nname = "A"\n'


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ('joined = "26/08/2024"', "write `joined = 2024-08-26`"),
        ('joined = "2025-2-1"', "write `joined = 2025-02-01`"),
        ('joined = ""', "delete the line if the value is unknown"),
        (
            'joined = "chưa rõ"',
            'write the date without quotes and without a time: 2024-11-30; or "2024" or "2024-11" with quotes',
        ),
        ("joined = 2015", 'write `joined = "2015"`'),
        ('joined = "05/2015"', 'write `joined = "2015-05"`'),
        ("phone = +84225382016", 'write `phone = "+84225382016"`'),
        ("phone = 912000111", 'write `phone = "0912000111"`'),
        ("phone = 912 000 111", 'write `phone = "0912 000 111"`'),
        ("tax_code = 200747399", 'write `tax_code = "0200747399"`'),
        ("tax_code = 200747398", 'write `tax_code = "200747398"`'),
        ("note = 2024-11-30", 'write `note = "2024-11-30"`'),
        ('sectors = "xay-lap"', 'write `sectors = ["xay-lap"]`'),
        ('offers = ["a", 1]', 'write `"1"`'),
        ('membership = "danh dự"', 'write `membership = "honorary"`'),
        ('membership = "oficial"', "did you mean 'official'?"),
        ('"tên" = "A"', "write `name`"),
        ('"mã số thuế" = "0200747399"', "write `tax_code`"),
        ('[[offices]]\ncode = "a"\nname = "b"\nseats = "2"', "write `seats = 2`"),
        ("[[elections]]\nid = 'a'\non = '1/2/2024'\noffice = 'chu-tich'", "write `on = 2024-02-01`"),
        (
            "[[elections]]\nid = 'a'\non = 2024-02-01\noffice = 'a'\ncandidates = [{ person = 'A', votes = '3' }]",
            "write `votes = 3`",
        ),
        ("[[rules]]\nterm_years = 4", "write `[rules]`"),
    ],
)
def test_the_hint_says_what_to_write(tmp_path: Path, line: str, hint: str) -> None:
    cli = Cli(tmp_path, f"{HEAD}{line}\n")
    assert f"hint: {hint}\n" in cli("member", "list").told
    assert f"hint: {hint}\n" in cli("check", COLUMNS="200").out


def test_the_only_record_of_a_kind_begins_with_double_brackets(tmp_path: Path) -> None:
    cli = Cli(tmp_path, 'format = 1\n[association]\nname = "A"\n[members]\nid = "HV-0001"\nname = "B"\n')
    assert "hint: write `[[members]]`\n" in cli("check").out


def test_what_a_file_must_have_is_shown_as_a_line(tmp_path: Path) -> None:
    cli = Cli(tmp_path, "# chưa có gì\n")
    err = cli("member", "list").err
    assert "hint: add the line `format = 1`\n" in err
    assert "hint: add the line `[association]`\n" in err
