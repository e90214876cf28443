"""What nobody should do, and somebody will: odd files, closed streams, other users, text that is none."""

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from harness import REGISTRY, Cli

SHIPPED = REGISTRY.read_text(encoding="utf-8")


def _shell(cli: Cli, command: str) -> subprocess.CompletedProcess[bytes]:
    """Run a shell command in which $H is the program."""
    program = f"{sys.executable} -m hiephoi_cli"
    return subprocess.run(
        ["/bin/sh", "-c", command.replace("$H", program)],
        cwd=cli.folder,
        env=cli.variables({}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("output", ["registry.toml", "./registry.toml", "link.csv"])
def test_a_list_is_not_written_over_the_registry(cli: Cli, output: str) -> None:
    (cli.folder / "link.csv").symlink_to("registry.toml")
    assert cli("member", "list", "-f", "csv", "-o", output).status == 2
    assert cli.text == SHIPPED


def test_a_list_goes_through_a_link_and_into_a_pipe(cli: Cli) -> None:
    (cli.folder / "link.csv").symlink_to("target.csv")
    assert cli("member", "list", "-o", "link.csv").status == 0
    assert (cli.folder / "link.csv").is_symlink()
    assert "HV-0001" in (cli.folder / "target.csv").read_text(encoding="utf-8")
    os.mkfifo(cli.folder / "pipe")
    done = _shell(cli, "cat pipe & $H member list -f csv -o pipe; wait")
    assert b"HV-0001" in done.stdout
    assert stat.S_ISFIFO((cli.folder / "pipe").stat().st_mode)


def test_a_list_is_not_written_to_a_folder_or_a_read_only_file(cli: Cli) -> None:
    locked = cli.folder / "locked.csv"
    locked.touch(0o444)
    for output in (".", str(cli.folder), "locked.csv"):
        assert cli("member", "list", "-f", "csv", "-o", output).status == 6
    assert locked.read_bytes() == b""


@pytest.mark.parametrize("args", [("member", "list"), ("member", "add", "A"), ("check",)])
def test_a_pipe_or_a_device_is_no_registry(cli: Cli, args: tuple[str, ...]) -> None:
    os.mkfifo(cli.folder / "pipe.toml")
    for path in ("pipe.toml", "/dev/zero"):
        assert cli("--registry", path, *args).status == 6
    assert not Path("/dev/.hiephoi").exists()


def test_a_loop_of_links_is_told(cli: Cli) -> None:
    (cli.folder / "loop.toml").symlink_to("loop.toml")
    for args in (("member", "list"), ("member", "add", "A")):
        assert cli("--registry", "loop.toml", *args).status == 6


def test_what_lies_where_the_draft_goes_is_not_followed(cli: Cli) -> None:
    cli("member", "add", "A")
    victim = cli.folder / "victim"
    victim.write_text("x", encoding="utf-8")
    (cli.folder / ".hiephoi/registry.toml.new").symlink_to("../victim")
    assert cli("member", "add", "B").status == 0
    assert victim.read_text(encoding="utf-8") == "x"
    assert not cli.path.is_symlink()


@pytest.mark.parametrize(
    ("command", "status"),
    [
        ("$H member list >&-", 0),
        ("$H member add A >&-", 0),
        ("$H member show X 2>&-", 3),
        ("$H member show X 2>/dev/full", 3),
        ("$H member add <&-", 2),
        ("$H member list >/dev/full", 6),
        ("$H --help >/dev/full", 6),
        ("$H --version >/dev/full", 6),
        ("$H member list | true; test ${PIPESTATUS:-0} = 0", 0),
        ("$H member add A 2>/dev/full", 0),
    ],
)
def test_closed_and_full_streams_do_not_change_what_is_done(cli: Cli, command: str, status: int) -> None:
    done = _shell(cli, command)
    assert done.returncode == status, done
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr


def test_words_in_utf_8_are_read_in_any_locale(cli: Cli) -> None:
    done = _shell(cli, "PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 LC_ALL=C $H member add 'Đỗ Bình'")
    assert done.returncode == 0, done
    assert 'name = "Đỗ Bình"' in cli.text


def test_words_that_are_no_text_are_refused(cli: Cli) -> None:
    done = _shell(cli, "$H member add \"$(printf 'a\\377b')\"; echo $?; $H find \"$(printf '\\377')\"")
    assert done.stdout.startswith(b"5\n")
    assert b"control character" in done.stderr
    assert cli.text == SHIPPED


def test_names_that_shells_would_run_are_not_offered(cli: Cli) -> None:
    for name in ("Cty \\$(touch /tmp/x)", "[red]x[/blue] [/]", "a\\", "`id`"):
        assert cli("member", "add", name).status == 0
    for shell in ("zsh", "fish", "powershell", "bash"):
        result = cli.process(
            _HIEPHOI_COMPLETE=f"complete_{shell}",
            COMP_WORDS="hiephoi member show HV",
            COMP_CWORD="3",
            _TYPER_COMPLETE_ARGS="hiephoi member show HV",
            _TYPER_COMPLETE_FISH_ACTION="get-args",
            _TYPER_COMPLETE_WORD_TO_COMPLETE="HV",
        )
        assert (result.status, result.err) == (0, ""), shell
        assert "HV-0002" in result.out
        assert not set("$`[\\") & set(result.out.replace("_arguments", "").replace(r"\\:", "")), shell


@pytest.mark.parametrize("word", ["", "abc"])
def test_a_shell_that_says_nonsense_hears_nothing(cli: Cli, word: str) -> None:
    result = cli.process(_HIEPHOI_COMPLETE="complete_bash", COMP_WORDS="hiephoi m", COMP_CWORD=word)
    assert (result.out, result.err) == ("", "")


def test_an_interruption_is_quiet_at_any_moment(cli: Cli) -> None:
    for delay in range(10, 90, 10):
        with subprocess.Popen(
            [sys.executable, "-m", "hiephoi_cli", "member", "list"],
            cwd=cli.folder,
            env=cli.variables({}),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        ) as running:
            time.sleep(delay / 1000)
            running.send_signal(signal.SIGINT)
            assert running.stderr
            said = running.stderr.read().decode()
        assert "hiephoi_cli/c" not in said
        assert running.returncode in {0, 130, -signal.SIGINT, 1}


def _open_the_way(folder: Path) -> None:
    """Let others pass through the folders that pytest made above."""
    for above in folder.parents:
        if above.name.startswith(("pytest-", "popen-")):
            above.chmod(0o755)


def _as_user(cli: Cli, user: int, *args: str) -> int:
    """The status of a command line run by another user, who is in the group 5000 as well."""
    child = os.fork()
    if not child:
        status = 99
        try:
            os.chdir(cli.folder)  # to come back to a folder that this user may enter
            os.setgroups([5000])
            os.setgid(user)
            os.setuid(user)
            status = cli(*args).status
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may become somebody else")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of forking beside threads
def test_people_of_one_group_share_a_registry(cli: Cli) -> None:
    assert cli("member", "add", "Công ty đầu").status == 0  # loads what others may not read
    for path in (cli.folder / ".hiephoi").iterdir():
        path.unlink()
    (cli.folder / ".hiephoi").rmdir()
    _open_the_way(cli.folder)
    for path in (cli.path, cli.folder):
        os.chown(path, 2001, 5000)
    cli.path.chmod(0o664)
    cli.folder.chmod(0o2775)
    for number, user in enumerate((2001, 2002, 2001, 2002)):
        assert _as_user(cli, user, "member", "add", f"Công ty {number}") == 0
        assert (cli.path.stat().st_gid, stat.S_IMODE(cli.path.stat().st_mode)) == (5000, 0o664)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may become somebody else")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_file_is_not_taken_from_its_group(cli: Cli) -> None:
    assert cli("member", "add", "Công ty đầu").status == 0
    before = cli.text
    _open_the_way(cli.folder)
    cli.folder.chmod(0o777)
    for path in (cli.path, cli.folder / ".hiephoi", *(cli.folder / ".hiephoi").iterdir()):
        os.chown(path, 2001, 6000)
        path.chmod(0o777 if path.is_dir() else 0o666)
    assert _as_user(cli, 2002, "member", "add", "Công ty B") == 6
    assert cli.text == before
    assert cli.path.stat().st_gid == 6000
