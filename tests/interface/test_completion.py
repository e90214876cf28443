"""What each shell's script is answered: ids, codes and names, accents aside, and never an error."""

import re
import subprocess
import sys

import pytest

from harness import Cli, Result, share
from registries import HOSTILE
from shells import SCRIPTS

SHELLS = ("bash", "zsh", "fish", "powershell")
BOARD = """
[[members]]
id = "HV-0002"
name = "Công ty TNHH Hòa Bình Mẫu"
tax_code = "0200747399"
sectors = ["xay-lap"]
phone = "02253000000"

[[members]]
id = "HV-0003"
name = "Công ty Cổ phần Hóa chất Mẫu"
representative = "Trần Thị Mẫu"
"""


def _answer(cli: Cli, line: str, shell: str = "bash", **environment: str) -> list[str]:
    """What comes back for a line that ends where the cursor stands, without the word on how to take it."""
    result = _raw(cli, line, shell, **environment)
    return result.out.splitlines()[1:]


def _raw(cli: Cli, line: str, shell: str = "bash", **environment: str) -> Result:
    result = cli(_HIEPHOI_COMPLETE=f"complete_{shell}", COMP_WORDS=f"hiephoi {line}", **environment)
    assert (result.status, result.err) == (0, ""), result
    return result


def _words(cli: Cli, line: str, **environment: str) -> list[str]:
    """The words that are offered."""
    return [answer.split("\t")[0] for answer in _answer(cli, line, "zsh", **environment)]


@pytest.fixture
def board(cli: Cli) -> Cli:
    """The shipped registry, with two more members."""
    cli.path.write_text(cli.text + BOARD, encoding="utf-8")
    return cli


def test_a_link_is_found_by_the_names_in_the_sentence_about_it(board: Cli) -> None:
    board("link", "add", "HV-0002", "HV-0003", "--product", "khuôn", "--on", "2026-03-01")
    sentence = "Công ty TNHH Hòa Bình Mẫu → Công ty Cổ phần Hóa chất Mẫu: khuôn, 2026-03-01 (introduced)"
    for typed in ("", "hoa bi", "chat", "khuo"):
        [answer] = _answer(board, f"link show '{typed}", "zsh", COLUMNS="200")
        assert answer.startswith("HV-0002 · HV-0003 · khuôn · 2026-03-01")
        assert answer.endswith(sentence)


def test_commands_verbs_and_options_are_completed(cli: Cli) -> None:
    assert _words(cli, "mem") == ["member"]
    assert _words(cli, "member le") == ["leave"]
    assert _words(cli, "member add --se") == ["--sector", "--seek"]
    assert _words(cli, "--registry registry.toml member list --mem") == ["--membership"]
    assert {"-f", "--columns", "-h", "--help"} <= set(_words(cli, "member list -"))


def test_an_option_is_offered_once_unless_it_may_be_repeated(cli: Cli) -> None:
    assert _words(cli, "member list --on 2026-01-01 --on") == []
    assert _words(cli, "member list --sector tu-van --sec") == ["--sector"]


@pytest.mark.parametrize("typed", ["HV", "hv-0", "top", "CÔNG", "cong\\ nghiep", "'cong nghiep ", '"TOP', "tùng"])
def test_a_member_is_offered_by_id_name_or_representative(cli: Cli, typed: str) -> None:
    assert _words(cli, f"member show {typed}") == ["HV-0001"]


def test_a_member_is_offered_by_its_tax_code(board: Cli) -> None:
    assert _words(board, "member show 02007") == ["HV-0002"]


def test_a_name_in_its_own_spelling_goes_before_those_that_differ_in_accents(board: Cli) -> None:
    assert _words(board, "member show Hòa") == ["HV-0002"]
    assert _words(board, "member show Hoà") == ["HV-0002"]
    assert _words(board, "member show hóa") == ["HV-0003"]
    assert _words(board, "member show hoa") == ["HV-0002", "HV-0003"]


def test_a_code_is_offered_by_its_beginning_or_the_name(cli: Cli) -> None:
    assert _words(cli, "member list --sector xay") == ["xay-lap"]
    assert _words(cli, "member list -s phụ") == ["san-xuat-phu-tro"]
    assert _words(cli, "member list --sector=phụ") == ["--sector=san-xuat-phu-tro"]
    assert _words(cli, "member list -sxa") == ["-sxay-lap"]
    assert _words(cli, "election record chu") == ["chu-tich"]
    assert _words(cli, "election show đại") == ["2024-11-11-chu-tich"]


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("officer show ph", ["Phạm Đoàn Tùng"]),
        ("officer show ", ["Phạm Đoàn Tùng"]),
        ("officer end chu-tich ", ["Phạm Đoàn Tùng"]),
        ("officer end vô-danh ", []),
        ("officer appoint chu-tich tran", ["Trần Thị Mẫu"]),
        ("officer show tran", []),
        ("member edit HV-0002 --representative ", ["Phạm Đoàn Tùng", "Trần Thị Mẫu"]),
        ("election record chu-tich --lose mau", ["Trần Thị Mẫu"]),
        ("election record chu-tich --elect 'A B@hoa b", ["A B@HV-0002"]),
    ],
)
def test_people_are_offered_where_people_are_meant(board: Cli, line: str, people: list[str]) -> None:
    assert _words(board, line) == people


@pytest.mark.parametrize(
    ("line", "choices"),
    [
        ("member list --format js", ["json", "jsonl"]),
        ("member list --membership ", ["official", "associate", "honorary"]),
        ("member list --membership danh", ["danh dự"]),
        ("officer end chu-tich x --reason bai", ["bãi nhiệm"]),
        ("officer end chu-tich x --reason rem", ["removed"]),
        ("election record --method bo", ["bỏ phiếu kín"]),
        ("member import x --plan jso", ["json", "jsonl"]),
        ("export --format=p", ["--format=popolo"]),
        ("--install-completion fi", ["fish"]),
        ("check reference duplicate-", ["duplicate-tax-code"]),
        ("officer list --term ", ["2024-2029"]),
        ("officer appoint chu-tich x --term 20", ["2024-2029"]),
    ],
)
def test_choices_are_offered_in_either_language(cli: Cli, line: str, choices: list[str]) -> None:
    assert _words(cli, line) == choices


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("member list --columns id,na", ["id,name"]),
        ("member list -c tax_code,mem", ["tax_code,membership"]),
        ("office list --columns vac", ["vacant_since"]),
        ("officer show pham -c unt", ["until"]),
        ("find x --columns ki", ["kind"]),
        ("stats --columns cou", ["count"]),
        ("member export --sort -joi", ["-joined"]),
        ("officer list -c person,member.pho", ["person,member.phone"]),
        ("officer list --sort -member.joi", ["-member.joined"]),
        ("member list -c yea", ["years"]),
        ("member list --by lĩnh", ["sector"]),
        ("member list --by sec", ["sector"]),
        ("member edit HV-0002 --clear ", ["tax_code", "sectors", "phone"]),
        ("member import x --map Tên=nam", ["Tên=name"]),
        (
            "election record --map Phiếu=",
            [f"Phiếu={name}" for name in ("office", "person", "member", "votes", "elected")],
        ),
    ],
)
def test_columns_and_fields_are_offered(board: Cli, line: str, names: list[str]) -> None:
    assert [word for word in _words(board, line) if word != "name_en"] == names


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("member list --where memb", ["membership"]),
        ("member list --where 'mã số th", ["tax_code"]),
        ("member list --where !tax", ["!tax_code"]),
        ("member list --where sectors=xa", ["sectors=xay-lap"]),
        ("member list --where 'sectors!=tư", ["sectors!=tu-van"]),
        ("member list --where membership=danh", ["membership=honorary"]),
        ("member list --where 'representative~tran", ["representative~Trần Thị Mẫu"]),
        ("officer list --where member.sec", ["member.sectors"]),
        ("officer list --where 'member.position~giám", ["member.position~Giám đốc"]),
        ("officer list --where !member.sec", ["!member.sectors"]),
        ("officer list --where acting=", ["acting=yes", "acting=no"]),
        ("officer list --where since=", ["since=2024"]),
        ("report officers --where member.membership=off", ["member.membership=official"]),
        ("report members --where sectors=xa", ["sectors=xay-lap"]),
    ],
)
def test_conditions_are_offered_their_columns_and_then_values(board: Cli, line: str, offered: list[str]) -> None:
    assert _words(board, line) == offered


@pytest.mark.parametrize(
    "line",
    [
        "member show HV-9",
        "member show HV-0001 ",
        "member list ",
        "member add H",
        "member edit HV-0001 --phone ",
        "member list --on ",
        "member import x --map ",
        "sector add ",
        "stats ",
        "nonsense ",
        "member nonsense ",
        "member list --nonsense",
        "member show -- --",
    ],
)
@pytest.mark.parametrize("shell", share(SHELLS, every=2))
def test_nothing_is_offered_where_nothing_fits(cli: Cli, shell: str, line: str) -> None:
    assert [word for word in _raw(cli, line, shell).out.splitlines() if word] == []


@pytest.mark.parametrize("line", ["--registry ", "--registry=r", "member import ", "member list -o ", "init re"])
@pytest.mark.parametrize("shell", SHELLS)
def test_files_are_left_to_the_shell(cli: Cli, shell: str, line: str) -> None:
    assert _raw(cli, line, shell).out == "files\n"


def test_names_stand_beside_the_keys(cli: Cli) -> None:
    name = "Công ty Cổ phần dự án và công nghiệp Top Land"
    assert _answer(cli, "member show hv", "fish") == [f"HV-0001\t{name}"]
    assert _answer(cli, "member show to", "zsh") == [f"HV-0001\tHV-0001  -- {name}"]
    assert _answer(cli, "member show to", "powershell") == [f"HV-0001\tHV-0001  {name}\t{name}"]
    assert _answer(cli, "member show to") == ["HV-0001"]
    assert _answer(cli, "member list --sector ", COLUMNS="20")[:2] == ["tu-van  (Tư vấn)", "xay-lap  (Xây lắp)"]


def test_names_are_cut_where_the_terminal_ends(board: Cli) -> None:
    for shell in ("bash", "zsh"):
        answers = [line.rpartition("\t")[2] for line in _answer(board, "member show HV", shell, COLUMNS="30")]
        assert all(len(answer) < 30 for answer in answers)
        assert answers[0].endswith("…")


def test_names_are_in_the_users_language(cli: Cli) -> None:
    assert _answer(cli, "member list --membership hon", "fish", HIEPHOI_LANG="vi") == ["honorary\tdanh dự"]


def test_bash_inserts_what_it_replaces(board: Cli) -> None:
    """It replaces what stands behind the last `=`, `:`, `@` or open quote."""
    assert _answer(board, "member list --sector=xa", COMP_WORD="xa") == ["xay-lap"]
    assert _answer(board, "election record x --elect a@hv-0002", COMP_WORD="@hv-0002") == ["@HV-0002"]
    assert _answer(board, "officer show 'Phạm", COMP_WORD="Phạm") == ["Phạm Đoàn Tùng"]
    assert _answer(board, "officer show Phạm", COMP_WORD="Phạm") == ["Phạm\\ Đoàn\\ Tùng"]


def test_bash_is_given_nothing_to_insert_where_it_would_take_away_what_was_typed(board: Cli) -> None:
    shown = ["HV-0002  (Công ty TNHH Hòa Bình Mẫu)", "HV-0003  (Công ty Cổ phần Hóa chất Mẫu)", ""]
    assert _answer(board, "member show hoa") == shown
    assert _answer(board, "member show x:tùng", COMP_WORD="tùng") == []
    assert _answer(board, "member show hv")[-1] != ""


def test_a_menu_of_bash_is_given_bare_words(board: Cli) -> None:
    assert _answer(board, "member show HV", COMP_TYPE="37") == ["HV-0001", "HV-0002", "HV-0003"]


def test_fish_is_told_how_to_take_what_it_would_drop(board: Cli) -> None:
    assert _raw(board, "member show top", "fish").out == "replace\nHV-0001\n"
    assert _raw(board, "member show hoa", "fish").out.startswith("hold\nHV-0002  -- ")
    assert _raw(board, "officer show đoàn", "fish").out.startswith("\nPhạm Đoàn Tùng\t")


def test_powershell_words_are_quoted_as_it_does(board: Cli) -> None:
    assert _answer(board, "officer show ph", "powershell")[0].startswith("'Phạm Đoàn Tùng'\t")
    assert _answer(board, "officer show 'Phạm Đ", "powershell")[0].startswith("'Phạm Đoàn Tùng'\t")
    assert _answer(board, "--registry C:\\x.toml officer show ph", "powershell") == []


def test_powershell_replaces_what_stands_behind_a_comma(cli: Cli) -> None:
    assert _answer(cli, "member list --columns id,na", "powershell", COMP_WORD="na") == ["name\tname  Name\tName"]
    assert _answer(cli, "member list --columns id,na", "powershell")[0].startswith("id,name\t")


def test_a_registry_is_found_as_the_shell_will_find_it(cli: Cli) -> None:
    (cli.folder / "elsewhere").mkdir()
    cli.path.rename(cli.folder / "elsewhere/other.toml")
    line = "member show HV"
    assert _words(cli, f"--registry elsewhere/other.toml {line}") == ["HV-0001"]
    assert _words(cli, f"--registry=elsewhere/other.toml {line}") == ["HV-0001"]
    assert _words(cli, f"--registry ~/elsewhere/other.toml {line}", HOME=str(cli.folder)) == ["HV-0001"]
    assert _words(cli, f'--registry "$F/other.toml" {line}', F=f"{cli.folder}/elsewhere") == ["HV-0001"]
    assert _words(cli, line, HIEPHOI_REGISTRY="elsewhere/other.toml") == ["HV-0001"]


@pytest.mark.parametrize("text", ["", "[[members", "format = 2\n", "\ufeffformat = 1", None])
@pytest.mark.parametrize("shell", SHELLS)
def test_a_broken_or_missing_registry_offers_nothing_and_says_nothing(cli: Cli, shell: str, text: str | None) -> None:
    cli.path.unlink()
    if text is not None:
        cli.path.write_text(text, encoding="utf-8")
    assert _answer(cli, "member show H", shell) == []


@pytest.mark.parametrize("shell", share(SHELLS, every=4))
def test_names_command_neither_a_shell_nor_a_terminal(cli: Cli, shell: str) -> None:
    for name in (*HOSTILE, "Cty $(touch pwned)", "`touch pwned`", "[red]x[/blue] [/]", "a\\"):
        cli("member", "add", f"Mẫu {name} x".replace("\n", " "))
    answers = _answer(cli, "member show HV", shell)
    assert len(answers) > 10
    assert all(re.sub("\t", "", answer).isprintable() for answer in answers)


@pytest.mark.parametrize("variables", [{}, {"COMP_WORDS": ""}, {"COMP_WORDS": "hiephoi \\"}, {"COMP_WORDS": "'"}])
@pytest.mark.parametrize("shell", ["complete_bash", "complete_csh", "complete_", "x"])
def test_a_shell_that_says_nonsense_hears_nothing(cli: Cli, shell: str, variables: dict[str, str]) -> None:
    result = cli(_HIEPHOI_COMPLETE=shell, **variables)
    assert (result.status, result.err) == (0, "")
    assert not result.out.strip() or shell == "complete_bash"


def test_completion_loads_neither_rich_nor_what_writes(cli: Cli) -> None:
    program = "import sys; from hiephoi_cli.cli import run; run([]); print(*sys.modules, file=sys.stderr)"
    variables = {"_HIEPHOI_COMPLETE": "complete_bash", "COMP_WORDS": "hiephoi member show HV"}
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=cli.folder,
        env=cli.variables(variables),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "\nHV-0001\n"
    assert {"rich", "csv", "tomli_w", "hiephoi_cli.storage.update"} & set(done.stderr.split()) == set()


@pytest.mark.parametrize(
    ("shell", "file", "start"),
    [
        ("bash", ".local/share/bash-completion/completions/hiephoi", ".bashrc"),
        ("zsh", ".local/share/zsh/site-functions/_hiephoi", ".zshrc"),
        ("fish", ".config/fish/completions/hiephoi.fish", None),
    ],
)
def test_completion_is_installed_once_and_nothing_else_changes(
    cli: Cli, shell: str, file: str, start: str | None
) -> None:
    if start:
        (cli.folder / start).write_bytes(b"alias l=ls")
    for _time in range(2):
        done = cli("--install-completion", shell, HOME=str(cli.folder), XDG_DATA_HOME="", XDG_CONFIG_HOME="")
        assert done.status == 0, done
        assert f"{cli.folder}/{file}" in done.err
        assert (cli.folder / file).read_text(encoding="utf-8") == cli("--show-completion", shell).out
    if start:
        first, last = (cli.folder / start).read_text(encoding="utf-8").splitlines()
        assert first == "alias l=ls"
        assert file in last


def test_completion_is_installed_in_the_profile_of_powershell(cli: Cli) -> None:
    program = cli.folder / "pwsh"
    program.write_text(f"#!/bin/sh\necho '{cli.folder}/Tài liệu/profile.ps1'\n", encoding="utf-8")
    program.chmod(0o755)
    assert cli("--install-completion", "powershell", PATH=str(cli.folder)).status == 0
    script = (cli.folder / "Tài liệu/hiephoi.ps1").read_bytes()
    assert script.startswith(b"\xef\xbb\xbf#")
    assert (cli.folder / "Tài liệu/profile.ps1").read_text(
        encoding="utf-8"
    ) == f". '{cli.folder}/Tài liệu/hiephoi.ps1'\n"


def test_where_completion_cannot_be_installed_it_is_said(cli: Cli) -> None:
    (cli.folder / ".local").touch()
    done = cli("--install-completion", "bash", HOME=str(cli.folder), XDG_DATA_HOME="")
    assert (done.status, done.out) == (6, "")
    assert ".local" in done.err
    assert "hiephoi --show-completion powershell" in cli("--install-completion", "pwsh", PATH="").err


def test_completion_speaks_the_users_language(cli: Cli) -> None:
    done = cli("--install-completion", "fish", HOME=str(cli.folder), XDG_CONFIG_HOME="", HIEPHOI_LANG="vi")
    assert "mở cửa sổ dòng lệnh mới" in done.err
    assert "Tab" in cli("--help", HIEPHOI_LANG="vi").out


def test_the_shell_is_the_one_that_runs_the_command(cli: Cli) -> None:
    assert cli("--show-completion", SHELL="/usr/bin/fish", PATH="").out == (SCRIPTS / "hiephoi.fish").read_text()
    shell = subprocess.run(
        ["bash", "-c", f"'{sys.executable}' -m hiephoi_cli --show-completion; true"],
        cwd=cli.folder,
        env=cli.variables({"SHELL": "/bin/false"}),
        capture_output=True,
        text=True,
        check=True,
    )
    assert shell.stdout == (SCRIPTS / "hiephoi.bash").read_text(encoding="utf-8")


def test_an_unknown_shell_is_refused(cli: Cli) -> None:
    done = cli("--show-completion", "csh")
    assert (done.status, done.out) == (2, "")
    assert "bash, zsh, fish, powershell" in done.err
    assert cli("--show-completion", SHELL="/bin/csh", PATH="").status == 2
