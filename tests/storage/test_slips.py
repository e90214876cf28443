"""Every slip of somebody editing by hand is told with its line, its column and its repair."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness import Cli
from hiephoi_cli.domain.rules.example import SOUND
from hiephoi_cli.storage.meant import parses
from hiephoi_cli.storage.slips import Spotted, slips

HEAD = f'{SOUND}\n[[members]]\nid = "HV-0002"\n'
LINE = HEAD.count("\n") + 1

SINGLE = [
    ("name = “Công ty A”", 8, "curly quotes cannot enclose text", 'name = "Công ty A"'),
    ("name = ‘Công ty A’", 8, "curly quotes cannot enclose text", 'name = "Công ty A"'),
    ("name = «Công ty A»", 8, "curly quotes cannot enclose text", 'name = "Công ty A"'),
    ("name = „Công ty A“", 8, "curly quotes cannot enclose text", 'name = "Công ty A"'),
    ('name = "Công ty A”', 8, "curly quotes cannot enclose text", 'name = "Công ty A"'),
    ("name = “Công ty “A”” # ghi chú", 8, "curly quotes cannot enclose text", 'name = "Công ty “A”" # ghi chú'),
    ("name = ``Công ty A``", 8, "text belongs in straight quotes", 'name = "Công ty A"'),
    (
        'name = "Công ty "A""',
        8,
        "quotes inside a text need a backslash each",
        'name = "Công ty \\"A\\""',
    ),
    ("name = Công ty A", 8, "text belongs in straight quotes", 'name = "Công ty A"'),
    ("name = Công ty A # ghi chú", 8, "text belongs in straight quotes", 'name = "Công ty A" # ghi chú'),
    ('name = Công ty "A"', 8, "text belongs in straight quotes", 'name = "Công ty \\"A\\""'),
    ("membership = chính thức", 14, "text belongs in straight quotes", 'membership = "official"'),
    ("tax_code = 0200747399", 12, "numbers cannot begin with 0", 'tax_code = "0200747399"'),
    ("phone = 0225 3822 016", 9, "numbers cannot begin with 0", 'phone = "0225 3822 016"'),
    ("phone = 0225.382.2016", 9, "numbers cannot begin with 0", 'phone = "0225.382.2016"'),
    ("phone = +84 225 382 2016", 9, "telephone numbers and the like in straight quotes", 'phone = "+84 225 382 2016"'),
    ("joined = 26/08/2024", 10, "a date is written year-month-day", "joined = 2024-08-26"),
    ("joined = 2025-2-1", 10, "a date is written year-month-day", "joined = 2025-02-01"),
    ("joined = 29-01-2026", 10, "a date is written year-month-day", "joined = 2026-01-29"),
    ("joined = 01.02.2026", 10, "a date is written year-month-day", "joined = 2026-02-01"),
    ("joined = 2024–11–30", 10, "a date is written year-month-day", "joined = 2024-11-30"),
    ("joined = “26/08/2024”", 10, "curly quotes cannot enclose text", "joined = 2024-08-26"),
    ("joined = 2025-02-30", 10, "this day does not exist", ""),
    ("joined =", 8, "the value is missing", ""),
    ("joined", 1, "the value is missing", ""),
    ("joined = null", 10, "the value is missing", ""),
    ("note: x", 5, "'=' belongs between a key and its value", 'note = "x"'),
    ('note := "x"', 6, "'=' belongs between a key and its value", 'note = "x"'),
    ('note "x"', 5, "'=' belongs between a key and its value", 'note = "x"'),
    ('note ＝ "x"', 6, "'=' belongs between a key and its value", 'note = "x"'),
    ('name = "Công ty A', 8, "the closing quote is missing", 'name = "Công ty A"'),
    ("name = \"Công ty A'", 8, "the closing quote is missing", 'name = "Công ty A"'),
    ('name = "Công ty A # ghi chú', 8, "the closing quote is missing", ""),
    ('name = Công ty A"', 8, "the opening quote is missing", 'name = "Công ty A"'),
    ('name = "Công ty" A', 8, "only a comment may follow a value", ""),
    ('name = "Công ty A";', 8, "only a comment may follow a value", 'name = "Công ty A"'),
    ('name = "Công ty A" // ghi chú', 19, "a comment begins with #", 'name = "Công ty A" # ghi chú'),
    ("// ghi chú", 1, "a comment begins with #", "# ghi chú"),
    ("; ghi chú", 1, "a comment begins with #", "# ghi chú"),
    ("Gọi lại sau Tết", 1, "this line is neither a value nor a comment", "# Gọi lại sau Tết"),
    ("1\tCông ty A\t0200747399", 1, "this looks like a row of a spreadsheet", ""),
    ('note = "C:\\Users\\mau"', 8, "write a backslash in a text twice", 'note = "C:\\\\Users\\\\mau"'),
    ('\u00a0note = "x"', 1, "invisible character: U+00A0", 'note = "x"'),
    ('note =\u200b"x"', 7, "invisible character: U+200B", 'note = "x"'),
    ('\ufeffnote = "x"', 1, "invisible character: U+FEFF", 'note = "x"'),
    ('note = "a\x0bb"', 10, "invisible character: U+000B", 'note = "ab"'),
    ('tên = "Công ty A"', 1, "keys are English words without spaces", 'name = "Công ty A"'),
    ('tax code = "0200747399"', 1, "keys are English words without spaces", 'tax_code = "0200747399"'),
    ('điều lạ = "x"', 1, "keys are English words without spaces", ""),
    ("[[members]", 1, "a record begins with its kind in double square brackets", "[[members]]"),
    ("[members]", 1, "a record begins with its kind in double square brackets", "[[members]]"),
    ("[[hội viên]]", 1, "a record begins with its kind in double square brackets", "[[members]]"),
    ("[rules", 1, "a section begins with its name in square brackets", "[rules]"),
    ('sectors = ["xay-lap"', 11, "the closing bracket is missing", 'sectors = ["xay-lap"]'),
    ('sectors = "xay-lap", "xay-lap"', 11, "a list belongs in square brackets", 'sectors = ["xay-lap", "xay-lap"]'),
    ('sectors = ["xay-lap"]]', 11, "the brackets do not match", 'sectors = ["xay-lap"]'),
    ('offers = ["a" "b"]', 14, "items are separated by one comma each", 'offers = ["a", "b"]'),
    ('offers = ["a",, "b"]', 14, "items are separated by one comma each", 'offers = ["a", "b"]'),
    ("offers = [“a”, “b”]", 11, "curly quotes cannot enclose text", 'offers = ["a", "b"]'),
    ("offers = [a, b]", 11, "text belongs in straight quotes", 'offers = ["a", "b"]'),
    ('offers = ["a, "b"]', 11, "the closing quote is missing", 'offers = ["a", "b"]'),
    ('offers = ["a, b]', 11, "the closing quote is missing", ""),
    ('name = "A" "B"', 8, "quotes inside a text need a backslash each", ""),
    ('note = "a" và "b"', 8, "quotes inside a text need a backslash each", ""),
    ("note = “a” và “b”", 8, "curly quotes cannot enclose text", ""),
    ("name = Công ty #1", 8, "text belongs in straight quotes", ""),
    ("left_reason = lý do lạ", 15, "text belongs in straight quotes", ""),
    ("joined = 1/2/26", 10, "a date is written year-month-day", "joined = 2026-02-01"),
    ("joined = ngày 1/2/2026", 10, "a date is written year-month-day", "joined = 2026-02-01"),
    ("joined = 2026/02/01", 10, "a date is written year-month-day", "joined = 2026-02-01"),
    ('name == "A"', 6, "'=' belongs between a key and its value", 'name = "A"'),
    ("phone = (0225) 3822 016", 9, "telephone numbers and the like in straight quotes", 'phone = "(0225) 3822 016"'),
    ("------", 1, "this line is neither a value nor a comment", "# ------"),
    ("name Công ty A", 5, "'=' belongs between a key and its value", ""),
    (">>>>>>> x", 1, "git left a conflict marker here", ""),
]
"""A line, the column of the slip, the beginning or a part of what is said, and the line that is proposed."""


def spotted(text: str) -> list[Spotted]:
    return slips(text).spotted


@pytest.mark.parametrize(("line", "column", "said", "repaired"), SINGLE, ids=[line for line, *_rest in SINGLE])
def test_a_slip_has_its_sentence_its_place_and_its_repair(line: str, column: int, said: str, repaired: str) -> None:
    [slip] = spotted(f"{HEAD}{line}\nwebsite = x\n")[:-1]
    assert (slip.line, slip.column) == (LINE, column)
    assert said in slip.message
    assert slip.hint
    proposed = re.search("write `(.*)`", slip.hint)
    assert (proposed[1] if proposed else "") == repaired
    assert parses(repaired)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('phone = "1" note = “A”', [(0, 9, 'write `phone = "1"`, and on a line below it `note = "A"`')]),
        ('note = "một\nhai"', [(0, 8, 'write `note = "một hai"`')]),
        ('note = "một"\nnote = "hai"', [(1, 1, f"keep line {LINE} or line {LINE + 1}, and delete the other")]),
        (
            'offers = [\n  "a"\n  “b”,\n  c,\n]',
            [(1, 5, 'write `"a",`'), (2, 3, 'write `"b",`'), (3, 3, 'write `"c",`')],
        ),
        ('offers = [\n  "a",\n  "b",', [(0, 10, f"write ] on a line of its own below line {LINE + 2}")]),
        ('sectors: [\n  "xay-lap",\n]', [(0, 8, "write `sectors = [`")]),
        ('note = """một\nhai', [(0, 7, 'add """ where the text ends')]),
        (
            "<<<<<<< HEAD\nnote = a\n||||||| x\nnote = b\n=======\nnote = c\nphone = 1\n>>>>>>> x",
            [(0, 1, "keep one version, delete the other"), (1, 8, 'write `note = "a"`')],
        ),
        (
            "[[elections]]\non = 1/2/2024\ncandidates = [\n{ person = “A”, votes: 3 }\n{ person = B, elected = yes }]",
            [(1, 6, "write `on = 2024-02-01`"), (3, 1, "write `{ person ="), (4, 1, 'write `{ person = "B"')],
        ),
        ("[association]\nphone = 1", [(0, 1, "keep line 3 or line")]),
    ],
)
def test_slips_over_several_lines_are_reported_where_they_are(text: str, told: list[tuple[int, int, str]]) -> None:
    found = spotted(f"{HEAD}{text}\nwebsite = x\n")[:-1]
    assert [(slip.line - LINE, slip.column) for slip in found] == [(line, column) for line, column, _hint in told]
    for slip, (_line, _column, hint) in zip(found, told, strict=True):
        assert slip.hint.startswith(hint)


def test_the_two_sides_of_a_conflict_are_named_by_their_lines() -> None:
    [slip] = spotted(f"{HEAD}<<<<<<< HEAD\n=======\nphone = 1\nnote = 2\n>>>>>>> x\n")
    assert slip.message == f"git left two versions here: nothing and lines {LINE + 2} to {LINE + 3}"


def test_all_slips_of_a_file_are_reported_in_both_languages_wherever_it_is_read(tmp_path: Path) -> None:
    text = HEAD + "".join(f"{line}\n" for line in ("name = “A”", "joined = 1/2/2024", "phone = 0225", "note: x"))
    cli = Cli(tmp_path, text)
    for args in (("member", "list"), ("member", "add", "B"), ("check",), ("stats",), ("find", "x")):
        for language, said in (("en", "curly quotes cannot enclose text"), ("vi", "nháy cong")):
            result = cli(*args, HIEPHOI_LANG=language)
            shown = result.out.replace("\n  ", " ") + result.told
            assert result.status == 5
            assert said in shown
            assert [f":{LINE + number}:" in shown for number in range(4)] == [True] * 4
            assert 'name = "A"`' in shown
            assert result.file == text


def test_a_record_whose_header_is_missing_is_told_from_the_one_above(tmp_path: Path) -> None:
    record = 'id = "HV-000{n}"\nname = "Công ty {n}"\nsectors = ["xay-lap"]\n'
    text = SOUND + "\n[[members]]\n" + record.format(n=3) + "\n# thêm\n" + record.format(n=4)
    problems = Cli(tmp_path, text)("check", "-f", "jsonl").out.splitlines()
    [missing] = [problem for problem in problems if '"rule":"syntax"' in problem]
    assert "the line [[members]] is missing above this one" in missing
    assert f'"line":{text[: text.index("HV-0004")].count(chr(10)) + 1}' in missing
    assert not any("duplicate" in problem or "HV-0003" in problem for problem in problems)


@pytest.mark.parametrize("kind", ["sectors", "offices", "members", "elections", "officers"])
def test_a_missing_header_is_that_of_its_kind(cli: Cli, kind: str) -> None:
    cli.path.write_text(cli.text.replace(f"\n[[{kind}]]\n", "\n", 1), encoding="utf-8")
    shown = cli("check").out
    assert shown.count("[syntax]") == 1
    assert f"the line [[{kind}]] is missing above this one" in shown


def test_slips_keep_nothing_else_from_being_checked(tmp_path: Path) -> None:
    text = HEAD + 'id = "HV-0003" name = "A"\nphnoe = 1\nsectors = ["xay"]\n'
    text = text.replace('id = "HV-0002"\n', "", 1)
    out = Cli(tmp_path, text)("check").out
    assert re.findall(r"registry.toml:(\d+):\d+: .*\[(.*)\]", out.replace("\n  ", " ")) == [
        (str(LINE - 1), "syntax"),
        (str(LINE), "unknown-key"),
        (str(LINE + 1), "reference"),
    ]


def test_no_more_than_twenty_slips_are_reported() -> None:
    assert len(spotted(HEAD + "note: x\n" * 30)) == 20


def test_a_file_of_another_kind_is_one_problem() -> None:
    assert len(spotted("Công ty A;0200747399;x\n" * 50)) == 1


LAID_OUT = f"""{SOUND}
[[members]]
id = 'HV-0002'
name = "Công ty \\"Mẫu\\"" # tên cũ
offers = [
    "thép", # một
    "xi măng",
]
joined = 2024-11-11
note = \'\'\'
hai
dòng\'\'\'
"""
SCRAPS = ['"', "'", "“", "”", "[", "]", "{", "}", ",", ",,", "=", ":", "#", "\n", "\t", "\\", "0", "x", " ", "\u00a0"]
SCRAPS += [
    '"""',
    "'''",
    "//",
    "[[members]",
    "<<<<<<< a\n",
    "=======\n",
    ">>>>>>> b\n",
    "name = ",
    "\x00",
    "\r",
    "đ",
    "-",
]


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A sound text with pieces cut out and scraps put in."""
    text = draw(st.sampled_from([SOUND, LAID_OUT]))
    for _time in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(text)))
        end = at + draw(st.sampled_from([0, 0, 1, 1, 2, 20]))
        text = text[:at] + draw(st.sampled_from(["", *SCRAPS])) + text[end:]
    return text


@given(damaged())
def test_random_damage_is_reported_and_what_is_proposed_is_toml(text: str) -> None:
    if parses(text):
        return
    found = slips(text)
    lines = text.split("\n")
    assert 1 <= len(found.spotted) <= 20
    assert found.spotted == sorted(found.spotted)
    assert found.text is None or parses(found.text)
    for slip in found.spotted:
        assert 1 <= slip.line <= len(lines)
        assert 1 <= slip.column <= len(lines[slip.line - 1]) + 1
        for proposed in re.findall("`([^`]*)`", slip.hint) if slip.hint.startswith("write `") else []:
            closed = f"x = [\n{proposed}"
            assert parses(proposed) or parses(f"{proposed}]") or parses(closed) or parses(f"x = [\n{proposed}\n]"), slip
