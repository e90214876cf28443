"""Excerpts of a file under each problem: marks stand under the value, and no line is wider than the terminal."""

import re
from unicodedata import normalize

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from hiephoi_cli.domain.vietnamese import UNSAFE
from hiephoi_cli.output.excerpts import Excerpt, excerpts
from registries import HOSTILE, LETTERS

WIDTHS = st.integers(12, 120)
pieces = st.text(LETTERS + " \t0\"'=漢字한글，", max_size=40).map(lambda text: normalize("NFD", text)) | st.text(
    LETTERS + " \t[]{}=\"'漢字한글", max_size=40
)


def shown(lines: list[str], *spots: tuple[int, int, int], width: int = 80, message: str = "sai", hint: str = "") -> str:
    one = Excerpt("r.toml:1:1", "error", "tax-code", message, hint, spots)
    return "".join(excerpts([one], lines, width))


def marked(line: str, start: int, length: int, width: int = 80) -> tuple[str, str]:
    """The excerpt of one line and the marks below it, without the gutter."""
    *_message, source, marks, _blank, _end = shown([line], (1, start + 1, length), width=width).split("\n")
    assert source.startswith(" 1 | ")
    assert marks.startswith("   | ")
    return source[5:], marks[5:]


def test_a_problem_is_a_paragraph_of_message_line_marks_and_hint() -> None:
    assert shown(["a", 'tax_code = "1"'], (2, 12, 3), hint="sửa lại").split("\n") == [
        "r.toml:1:1: error: sai  [tax-code]",
        ' 2 | tax_code = "1"',
        "   |            ^^^",
        "hint: sửa lại",
        "",
        "",
    ]


def test_the_words_around_a_problem_are_the_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HIEPHOI_LANG", "vi")
    told = shown(["a"], (1, 1, 1), hint="x")
    assert ": lỗi: sai" in told
    assert "gợi ý: x" in told


def test_a_second_place_has_marks_of_its_own_and_line_numbers_align() -> None:
    lines = [f'code = "{number}"' for number in range(12)]
    assert shown(lines, (12, 8, 4), (2, 8, 3)).split("\n")[1:5] == [
        ' 12 | code = "11"',
        "    |        ^^^^",
        '  2 | code = "1"',
        "    |        ---",
    ]


@pytest.mark.parametrize(
    ("before", "value", "column", "width"),
    [
        ("name = ", '"Hội"', 7, 5),
        (normalize("NFD", "Tên hội = "), normalize("NFD", '"Ấn Độ"'), 10, 7),
        ("漢字 = ", '"한글 漢"', 7, 9),
        ("\tname\t= ", '"\t"', 14, 6),
        ("name = ", '"\u202e"', 7, 8),
        ("name = ", "", 7, 1),
    ],
)
def test_marks_stand_under_the_value(before: str, value: str, column: int, width: int) -> None:
    _source, marks = marked(before + value, len(before), len(value))
    assert marks == " " * column + "^" * width


def test_a_line_end_of_windows_is_not_shown() -> None:
    assert "\r" not in shown(["a = 1\r"], (1, 5, 1))


@pytest.mark.parametrize(("lines", "line"), [([], 1), ([""], 1), (["a = 1", ""], 2), (["a = 1", "\r"], 2)])
def test_where_there_is_no_text_there_is_nothing_to_point_at(lines: list[str], line: int) -> None:
    assert shown(lines, (line, 1, 1), hint="x") == "r.toml:1:1: error: sai  [tax-code]\nhint: x\n\n"


def test_a_mark_at_the_end_of_a_line_stands_behind_it() -> None:
    assert marked("[[members", 9, 1) == ("[[members", " " * 9 + "^")


@pytest.mark.parametrize(
    ("start", "source", "column"),
    [
        (0, "XYabcdefghijklmnop…", 0),
        (104, "…tuvwxyzXYabcdefgh…", 8),
        (208, "…klmnopqrstuvwxyzXY", 17),
    ],
    ids=["front", "middle", "back"],
)
def test_a_long_line_is_cut_around_the_fault(start: int, source: str, column: int) -> None:
    line = "abcdefghijklmnopqrstuvwxyz" * 8
    assert marked(line[:start] + "XY" + line[start:], start, 2, width=24) == (source, " " * column + "^^")


def test_a_value_that_is_too_long_itself_is_cut_at_its_end() -> None:
    source, marks = marked('note = "' + "dài " * 90 + '" # x', 7, 362, width=40)
    assert source.startswith("…")
    assert cell_len(source) <= 35
    assert marks.endswith("^")
    assert cell_len(marks) <= 35


@given(pieces, pieces, pieces, WIDTHS)
@example("", "漢" * 40, "", 12)
@example("a" * 40, "", "漢" * 40, 12)
def test_no_excerpt_is_wider_than_the_terminal_and_marks_stay_under_it(
    before: str, value: str, after: str, width: int
) -> None:
    assume((before + value + after).strip())
    source, marks = marked(before + value + after, len(before), len(value), width)
    assert cell_len(source) <= width - 5
    assert len(marks) <= max(width - 5, cell_len(source) + 1)
    assert re.fullmatch(r" *\^+", marks)


@given(pieces, pieces.filter(str.strip), pieces, WIDTHS)
def test_what_is_marked_is_the_value_or_its_beginning(before: str, value: str, after: str, width: int) -> None:
    source, marks = marked(before + value + after, len(before), len(value), width)
    start, length = len(marks) - marks.count("^"), marks.count("^")
    under = _cells(source, start, length).removesuffix("…")
    assert value.replace("\t", "    ").startswith(under)
    assert cell_len(value.replace("\t", "    ")) <= length or "…" in source


@given(st.lists(st.sampled_from((*HOSTILE, "a", "Hải Phòng")), max_size=8).map("".join), st.integers(0, 8))
def test_nothing_in_a_file_commands_the_terminal(text: str, start: int) -> None:
    line = "x" + text.replace("\n", "")
    told = shown([line], (1, start + 1, 2), width=1000, message=text, hint=text)
    assert UNSAFE.search(told.replace("\n", "")) is None
    assert re.fullmatch(r"r\.toml:1:1: error: .*  \[tax-code\]\n 1 \| x.*\n   \| [ ^]*\n(hint: .*\n)?\n", told)


def _cells(text: str, start: int, length: int) -> str:
    """The characters of a text that stand in these cells of a terminal."""
    found, at = "", 0
    for char in text:
        width = cell_len(char)
        if start <= at < start + length if width else start < at <= start + length:
            found += char
        at += width
    return found


def test_a_long_message_and_a_long_command_end_between_words() -> None:
    told = shown(
        ["x"], (1, 1, 1), width=40, message="một hai ba " * 6, hint="hiephoi member edit HV-0001 --name 'Mẫu Mẫu'"
    )
    assert max(map(cell_len, told.splitlines())) <= 40
    assert "hint: hiephoi member edit HV-0001 \\\n  --name 'Mẫu Mẫu'\n" in told
