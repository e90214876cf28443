"""`hiephoi check` as its users call it."""

import json
import re
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from rich.cells import cell_len

from harness import REGISTRY, Cli, Result, share
from hiephoi_cli.domain.rules import ALL_RULES, OF_FILES, RULES
from hiephoi_cli.domain.rules.example import SOUND
from transcripts import ROOT

FORTY = (ROOT / "tests/data/forty-faults.toml").read_text(encoding="utf-8")
NOTE = re.compile(r"(\d+): ([a-z-]+)")
KEYS = ["rule", "severity", "line", "column", "where", "message", "hint", "related"]
WARNING = f'{SOUND}\n[[members]]\nid = "HV-0002"\nname = "Công ty TNHH Mẫu"\n'
ERROR = f'{SOUND}\n[[members]]\nid = "HV-0002"\nname = "A"\nsectors = ["xay-lap"]\ntax_code = "0200747398"\n'
UNTIDY = (
    SOUND.replace('"Hiệp hội Mẫu"', '"Hiệp hội Mẫu "  # tên đầy đủ')
    + """
[[members]] # hội viên thứ hai
id   =   'HV-0002'
name = '"""
    + normalize("NFD", "Công ty Hải Phòng")
    + """' # như trong giấy phép
tax_code = "0314 409 058 - 002"
sectors = [
    "Xây Lắp", # chính
]
note = "a\u00a0b"
phone = "38220"
"""
)


def planted() -> list[tuple[int, int, str]]:
    """Line, column and rule of every fault that the notes in the file say."""
    return [
        (number, int(column), rule)
        for number, line in enumerate(FORTY.split("\n"), 1)
        if not line.startswith("#")
        for column, rule in NOTE.findall(line.partition("# <- ")[2])
    ]


def checked(folder: Path, text: str | bytes, *args: str, **environment: str) -> Result:
    return Cli(folder, text)("check", *args, **environment)


def told(result: Result) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(result.out)
    return found


@pytest.mark.parametrize("language", ["en", "vi"])
def test_forty_faults_are_forty_problems_each_at_its_place_in_one_run(tmp_path: Path, language: str) -> None:
    result = checked(tmp_path, FORTY, "-f", "json", HIEPHOI_LANG=language)
    assert result.status == 5
    assert [(one["line"], one["column"], one["rule"]) for one in told(result)] == planted()
    assert len(planted()) == 40
    kinds = {rule for _line, _column, rule in planted()}
    assert kinds > {"unknown-key", "missing-key", "wrong-value"}
    assert len(kinds & RULES.keys()) > 30


@pytest.mark.parametrize(
    ("language", "error", "warning", "count"),
    [
        ("en", "error", "warning", "errors: 22 · warnings: 18"),
        ("vi", "lỗi", "cảnh báo", "lỗi: 22 · cảnh báo: 18"),
    ],
)
def test_forty_faults_are_forty_paragraphs_and_a_count(
    tmp_path: Path, language: str, error: str, warning: str, count: str
) -> None:
    result = checked(tmp_path, FORTY, HIEPHOI_LANG=language)
    *paragraphs, last = result.out.split("\n\n")
    assert last == count + "\n"
    head = re.compile(rf"registry\.toml:(\d+):(\d+): (?:{error}|{warning}): .+?\s+\[([a-z-]+)\]\n", re.DOTALL)
    heads = [head.match(paragraph) for paragraph in paragraphs]
    assert [one and (int(one[1]), int(one[2]), one[3]) for one in heads] == planted()
    for line in result.out.splitlines():
        assert cell_len(line) <= 80


def test_marks_stand_under_the_faulty_values_of_the_forty(tmp_path: Path) -> None:
    result = checked(tmp_path, FORTY, COLUMNS="200")
    for (_line, column, _rule), (source, marks) in zip(
        planted(), re.findall(r"\]\n +\d+ \| (.*)\n +\| (.*)", result.out), strict=True
    ):
        assert marks.index("^") == cell_len(source[: column - 1]), source


@pytest.mark.parametrize(
    ("text", "args", "status"),
    [
        (SOUND, (), 0),
        (SOUND, ("--strict",), 0),
        (WARNING, (), 0),
        (WARNING, ("--strict",), 5),
        (WARNING, ("--strict", "tax-code"), 0),
        (ERROR, (), 5),
        (ERROR, ("unclassified",), 0),
        (ERROR, ("tax",), 5),
        ("[[members", (), 5),
    ],
)
def test_errors_fail_and_warnings_only_when_strict(
    tmp_path: Path, text: str, args: tuple[str, ...], status: int
) -> None:
    for format_ in ("text", "json", "tsv"):
        assert checked(tmp_path, text, *args, "-f", format_).status == status


def test_a_sound_registry_is_passed_in_silence(tmp_path: Path) -> None:
    result = checked(tmp_path, SOUND)
    assert (result.status, result.out, result.err) == (0, "", "")
    assert checked(tmp_path, SOUND, "-f", "json").out == "[]\n"


def test_rules_are_named_in_full_or_by_their_beginning(tmp_path: Path) -> None:
    def rules(*names: str) -> set[str]:
        return {one["rule"] for one in told(checked(tmp_path, text, *names, "-f", "json"))}

    text = f'{ERROR}phone = "1"\nemail = "x"\nleft_reason = "resigned"\n'
    assert rules() == {"tax-code", "phone", "email", "left-reason"}
    assert rules("tax-code") == {"tax-code"}
    assert rules("ta", "e") == {"tax-code", "email"}


@pytest.mark.parametrize(
    ("args", "error"),
    [
        (("tax-kode",), "error: no rule 'tax-kode'\nhint: did you mean 'tax-code'?\n"),
        (("tax-code", "zzz"), "error: no rule 'zzz'\nhint: hiephoi check --list\n"),
        (("-f", "jsno"), "error: no format 'jsno'\nhint: did you mean 'json'?\n"),
    ],
)
def test_what_is_not_there_is_a_usage_error_with_a_hint(tmp_path: Path, args: tuple[str, ...], error: str) -> None:
    for more in ((), ("--list",), ("--explain",)):
        result = checked(tmp_path, ERROR, *args, *more)
        assert (result.status, result.out, result.err) == (2, "", error)


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_list_of_rules_has_them_all_with_severity_and_sentence(tmp_path: Path, language: str) -> None:
    result = checked(tmp_path, "", "--list", HIEPHOI_LANG=language)
    assert result.status == 0
    rows = [line.split("\t") for line in result.out.splitlines()][1:]
    assert [row[:2] for row in rows] == [[rule.name, rule.severity.value] for rule in ALL_RULES.values()]
    assert all((sentence == ALL_RULES[name].sentence) == (language == "en") for name, _severity, sentence in rows)
    assert told(checked(tmp_path, "", "vac", "--list", "-f", "json")) == [
        {
            "rule": "vacant",
            "severity": "warning",
            "sentence": "Every office that was ever held has a holder, unless it has ended.",
        }
    ]


@pytest.mark.parametrize("name", share([*ALL_RULES], every=4))
def test_an_explanation_shows_the_example_and_what_is_said_of_it(tmp_path: Path, name: str) -> None:
    result = checked(tmp_path, "", "--explain", name, COLUMNS="1000")
    assert result.status == 0
    explained = f"## {name} ·{result.out.partition(f'## {name} ·')[2]}".partition("\n## ")[0]
    assert explained.startswith(f"## {name} · {ALL_RULES[name].severity}\n\n{ALL_RULES[name].sentence}")
    language = "text" if name in OF_FILES else "toml"
    assert f"```{language}\n{ALL_RULES[name].example}\n```" in explained
    assert f"[{name}]" in explained
    assert explained.count("\nregistry.toml:") == 1


@pytest.mark.parametrize(("worth", "status", "lines"), [("off", 0, 0), ("warning", 0, 1), ("error", 5, 1)])
def test_a_registry_says_what_a_rule_is_worth(tmp_path: Path, worth: str, status: int, lines: int) -> None:
    result = checked(tmp_path, f'{WARNING}\n[rules]\nunclassified = "{worth}"\n')
    assert result.status == status
    assert result.out.count(f": {worth}: ") == lines


def test_json_gives_the_same_as_data(tmp_path: Path) -> None:
    text = f'{ERROR}\n[[members]]\nid = "HV-0002"\nname = "B"\nsectors = ["xay-lap"]\n'
    result = checked(tmp_path, text, "-f", "json")
    assert [list(one) for one in told(result)] == [KEYS, KEYS]
    assert told(result)[1] == {
        "rule": "duplicate",
        "severity": "error",
        "line": 41,
        "column": 6,
        "where": "members.HV-0002.id",
        "message": "member 'HV-0002' occurs twice",
        "hint": told(result)[1]["hint"],
        "related": [{"line": 35, "column": 6}],
    }
    assert told(result)[0]["related"] == []


def test_data_names_rules_and_severities_alike_in_every_language(tmp_path: Path) -> None:
    one, other = (told(checked(tmp_path, FORTY, "-f", "json", HIEPHOI_LANG=language)) for language in ("en", "vi"))
    for english, vietnamese in zip(one, other, strict=True):
        for key in KEYS:
            same = english[key] == vietnamese[key]
            assert same == (key not in {"message", "hint"}) or key == "hint", (english, vietnamese)


def test_tsv_is_a_line_a_problem(tmp_path: Path) -> None:
    header, *lines = checked(tmp_path, FORTY, "-f", "tsv").out.splitlines()
    assert header.split("\t") == KEYS
    rows = [line.split("\t") for line in lines]
    assert [(int(row[2]), int(row[3]), row[0]) for row in rows] == planted()
    assert {len(row) for row in rows} == {8}


def test_nothing_in_a_registry_commands_the_terminal(tmp_path: Path) -> None:
    text = f'{SOUND}\n[[members]]\nid = "\\u001b[31m\\n"\nname = "\u202ex [red]"\nphone = "\\u009b"\n"\\u001b]0;" = 1\n'
    for args in ((), ("-f", "tsv"), ("-f", "csv"), ("-f", "json"), ("-f", "jsonl"), ("-f", "markdown")):
        out = checked(tmp_path, text, *args).out
        assert not re.search("[\x1b\x9b\u202e]", out), args
        assert "unknown-key" in out


@pytest.mark.parametrize(
    ("data", "status", "said"),
    [
        (REGISTRY.read_text(encoding="utf-8").encode("utf-16"), 5, "registry.toml:1:1: error: the file is not UTF-8"),
        (b"", 5, "registry.toml:1:1: error: the file is empty"),
        (b"\xef\xbb\xbf\r\n", 5, "registry.toml:1:1: error: the file is empty"),
        pytest.param(b"x" * 50_000_000, 5, "registry.toml:1:50000001: error: not valid TOML", marks=pytest.mark.deep),
        (b"!?", 5, "registry.toml:1:1: error: not valid TOML"),
    ],
    ids=["utf-16", "empty", "mark only", "50 MB", "lone bracket"],
)
def test_what_is_no_registry_at_all_is_one_clear_message(tmp_path: Path, data: bytes, status: int, said: str) -> None:
    result = checked(tmp_path, data)
    assert result.status == status
    assert result.out.startswith(said)
    assert "\nhint: " in result.out
    assert result.out.endswith("\n\nerrors: 1 · warnings: 0\n")
    assert len(result.out) < 1000
    assert "  \n" not in result.out
    assert result.err == ""


def test_a_folder_is_one_clear_message(cli: Cli) -> None:
    cli.path.unlink()
    cli.path.mkdir()
    result = cli("--registry", "registry.toml", "check")
    assert (result.status, result.out) == (6, "")
    assert result.err.startswith("error: registry.toml/registry.toml: no such file\nhint: check the path; ")


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    assert checked(tmp_path, b"\xef\xbb\xbf" + SOUND.encode()).out == ""


def test_a_fault_on_a_last_line_without_end_is_shown(tmp_path: Path) -> None:
    result = checked(tmp_path, ERROR.rstrip("\n"))
    assert ' 38 | tax_code = "0200747398"\n    |            ^^^^^^^^^^^^\n' in result.out


def test_what_is_safe_is_fixed_and_reported_and_only_its_lines_change(tmp_path: Path) -> None:
    for ends in ("\n", "\r\n"):
        before = UNTIDY.replace("\n", ends)
        result = checked(tmp_path, before, "--fix")
        assert result.status == 0
        lines = zip(before.split(ends), result.file.split(ends), strict=True)
        assert [new for old, new in lines if old != new] == [
            'name = "Hiệp hội Mẫu"  # tên đầy đủ',
            next(line for line in result.file.split(ends) if "Hải Phòng" in line),
            'tax_code = "0314409058-002"',
            '    "xay-lap", # chính',
            'note = "a b"',
        ]
        assert re.search(r"^name = ['\"]Công ty Hải Phòng['\"] # như trong giấy phép\r?$", result.file, re.MULTILINE)
        assert re.search(r"^changed member HV-0002: ", result.err, re.MULTILINE)
        assert "changed association" in result.err
        assert "[phone]" in result.out
        assert "untidy" not in result.out


def test_letters_that_only_look_like_others_are_fixed(tmp_path: Path) -> None:
    text = SOUND.replace("Gương Mẫu", "\u0189ông Mẫu")
    before = checked(tmp_path, text)
    assert (before.status, before.out.count("[text-look-alike]")) == (0, 1)
    fixed = checked(tmp_path, text, "--fix")
    assert (fixed.out, fixed.file) == ("HV-0001\n", SOUND.replace("Gương Mẫu", "Đông Mẫu"))


def test_a_second_fix_has_nothing_to_do(tmp_path: Path) -> None:
    cli = Cli(tmp_path, UNTIDY)
    fixed = cli("check", "--fix").file
    again = cli("check", "--fix")
    assert again.file == fixed
    assert again.err == "nothing to change\n"


def test_a_dry_run_of_a_fix_shows_the_diff_and_writes_nothing(tmp_path: Path) -> None:
    result = checked(tmp_path, UNTIDY, "--fix", "--dry-run")
    assert (result.status, result.file) == (0, UNTIDY)
    assert '+tax_code = "0314409058-002"' in result.out
    assert not (tmp_path / ".hiephoi").exists()


def test_what_needs_judgement_is_left_and_reported(tmp_path: Path) -> None:
    text = f'{ERROR}note = " x "\n\n[[members]]\nid = "HV-0003"\nname = "B"\nsectors = ["xay"]\nnote = " y "\n'
    result = checked(tmp_path, text, "--fix")
    assert result.status == 5
    assert result.file == text.replace('" x "', '"x"').replace('" y "', '"y"')
    assert "[tax-code]" in result.out
    assert "[reference]" in result.out


def test_one_untidy_text_that_stays_wrong_keeps_no_other_from_being_fixed(tmp_path: Path) -> None:
    text = ERROR.replace('"0200747398"', '"0200747398 "').replace('"Hiệp hội Mẫu"', '"Hiệp hội Mẫu "')
    result = checked(tmp_path, text, "--fix")
    assert result.file == text.replace('"Hiệp hội Mẫu "', '"Hiệp hội Mẫu"')


@pytest.mark.deep
def test_a_thousand_faults_of_every_kind_are_reported_in_good_time(tmp_path: Path) -> None:
    members = "".join(f'\n[[members]]\nid = "{number}"\nname = {number}\nphnoe = 1\n' for number in range(1000))
    result = checked(tmp_path, SOUND + members, "-f", "tsv")
    assert result.out.count("\n") == 3001


COPY = "registry (1).toml"


def test_a_copy_of_a_synchroniser_is_named_whichever_rules_are_asked_for(tmp_path: Path) -> None:
    (tmp_path / COPY).write_text("x", encoding="utf-8")
    (tmp_path / "registry-DESKTOP-PC2.toml").mkdir()
    for args in ((), ("seats",), ("conflict-copy",)):
        result = checked(tmp_path, SOUND, *args)
        assert result.status == 0
        assert result.out.startswith(f"registry.toml: warning: '{COPY}' seems to be a copy")
        assert result.out.endswith("errors: 0 · warnings: 1\n")
    [found] = told(checked(tmp_path, SOUND, "-f", "json"))
    assert (found["rule"], found["line"], found["column"], found["where"]) == ("conflict-copy", 1, 1, "")
    assert checked(tmp_path, SOUND, "--strict").status == 5


def test_a_copy_is_named_beside_a_file_that_cannot_be_read_or_is_elsewhere(tmp_path: Path) -> None:
    (tmp_path / COPY).write_text("x", encoding="utf-8")
    for text in ("", "<<<<<<< x\n", "format = “1”\n"):
        assert COPY in checked(tmp_path, text).out
    (tmp_path / "sub").mkdir()
    link = Cli(tmp_path / "sub", "")
    link.path.unlink()
    (tmp_path / "registry.toml").write_text(SOUND, encoding="utf-8")
    link.path.symlink_to(tmp_path / "registry.toml")
    assert COPY in link("check").out


@pytest.mark.parametrize(("worth", "status", "lines"), [("off", 0, 0), ("warning", 0, 1), ("error", 5, 1)])
def test_a_registry_says_what_a_copy_is_worth(tmp_path: Path, worth: str, status: int, lines: int) -> None:
    (tmp_path / COPY).write_text("x", encoding="utf-8")
    result = checked(tmp_path, f'{SOUND}\n[rules]\nconflict-copy = "{worth}"\n')
    assert (result.status, result.out.count(f": {worth}: ")) == (status, lines)
