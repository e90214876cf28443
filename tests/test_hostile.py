"""What nobody should do, and somebody will: odd files, closed streams, other users, text that is none."""

import os
import socket
import stat
import struct
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import pytest

from harness import REGISTRY, Cli, share

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


def test_a_loop_of_links_is_reported(cli: Cli) -> None:
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


STREAMS = [
    ("$H member list >&-", 0),
    ("$H member add A >&-", 0),
    ("$H member show X 2>&-", 3),
    ("$H member show X 2>/dev/full", 3),
    ("$H member add <&-", 2),
    ("$H member list >/dev/full", 6),
    ("$H --help >/dev/full", 6),
    ("$H member --help >/dev/full", 6),
    ("$H member list --help </dev/null >&0", 6),
    ("$H --version >/dev/full", 6),
    ("($H --help; echo $? >status) | true; exit $(cat status)", 0),
    ("($H member list; echo $? >status) | true; exit $(cat status)", 0),
    ("$H member add A 2>/dev/full", 0),
    ("$H member add A >/dev/full 2>&1", 6),
]


@pytest.mark.parametrize(
    ("command", "status", "buffered"),
    [
        *((*stream, "") for stream in share(STREAMS, every=8)),
        *((*stream, "PYTHONUNBUFFERED=1") for stream in share(STREAMS, every=9)),
    ],
)
def test_closed_and_full_streams_do_not_change_what_is_done(cli: Cli, command: str, status: int, buffered: str) -> None:
    done = _shell(cli, command.replace("$H", f"env -u PYTHONUNBUFFERED {buffered} $H"))
    assert done.returncode == status, done
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr


@pytest.mark.parametrize("words", share(["member list", "--help", "member --help", "--version"], every=2))
def test_a_full_output_is_reported(cli: Cli, words: str) -> None:
    done = _shell(cli, f"env -u PYTHONUNBUFFERED $H {words} >/dev/full")
    assert done.stderr.startswith(b"error: standard output: the disk is full\nhint: free some space"), done


ODD_NAMES = (b"S\xe1\xbb\x95 \xc4\x91\xe1\xba\xb7t", b"kh\xf4ng UTF-8 \xff", b"a\nb")


@pytest.mark.deep
@pytest.mark.parametrize("name", ODD_NAMES)
@pytest.mark.parametrize("locale", ["C", "C.UTF-8", "ISO-8859-1"])
def test_words_and_names_of_files_are_the_same_in_any_locale(cli: Cli, locale: str, name: bytes) -> None:
    cli.environment |= _locale(locale, cli.folder)
    cli.environment |= {"N": os.fsdecode(name), "HIEPHOI_REGISTRY": os.fsdecode(name + b".toml")}
    lines = [
        "set -e",
        'cp registry.toml "$N.toml"',
        "printf 'name\\nĐỗ Bình\\n' >\"$N.csv\"; printf 'name,tax_code\\nBình,1\\n' >\"$N-faulty.csv\"",
        '$H member import "$N.csv" --yes; $H --registry "$N.toml" member add "Công ty Đỗ"',
        '$H member list -o "$N-list.csv"; test -s "$N-list.csv"',
        '$H member import "$N-faulty.csv" --rejected "$N-why.csv" || test -s "$N-why.csv"',
        '$H init "new $N.toml"; $H --registry "new $N.toml" check',
        '$H --registry "no $N.toml" check',
    ]
    done = _shell(cli, "\n".join(lines))
    assert (done.returncode, done.stdout.count(b"HV-0003")) == (6, 1), done
    text = (cli.folder / os.fsdecode(name + b".toml")).read_text(encoding="utf-8")
    assert 'name = "Đỗ Bình"' in text
    assert 'name = "Công ty Đỗ"' in text
    assert b"error: no " in done.stderr
    assert b"no such file" in done.stderr


def _locale(name: str, folder: Path) -> dict[str, str]:
    """The variables that make a locale the one of a process, with all that Python does against old ones undone."""
    settings = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": name}
    if name != "ISO-8859-1":
        return settings
    made = subprocess.run(["localedef", "-i", "en_US", "-f", name, folder / f"en_US.{name}"], check=False)
    if made.returncode:
        pytest.skip("this system cannot make the locale")
    return settings | {"LC_ALL": f"en_US.{name}", "LOCPATH": str(folder)}


@pytest.mark.parametrize(
    "command",
    share(
        [
            "$LIST | $H member import - --yes",
            "$LIST | $H member import /dev/stdin --yes",
            "$LIST | $H member import /dev/fd/3 --yes 3<&0",
            "$LIST >list; $H member import /dev/stdin --yes <list",
            "mkfifo pipe.csv; $LIST >pipe.csv & $H member import pipe.csv --yes",
            "mkfifo pipe.odd; $LIST >pipe.odd & $H member import pipe.odd --yes --format csv",
            "mkfifo pipe.odd; $LIST >pipe.odd & $H member import pipe.odd --yes",
            'printf \'[{"name": "Công ty K"}]\' | $H member import /dev/stdin --yes',
            "$H --registry other.toml member export -f xlsx -o k.xlsx; cat k.xlsx | $H member import /dev/stdin --yes",
        ],
        every=3,
    ),
)
def test_a_list_is_read_from_a_pipe_as_from_a_file(cli: Cli, command: str) -> None:
    other = 'format = 1\n[association]\nname = "A"\n[[members]]\nid = "HV-0002"\nname = "Công ty K"\n'
    (cli.folder / "other.toml").write_text(other, encoding="utf-8")
    done = _shell(cli, command.replace("$LIST", r"printf 'Tên\nCông ty K\n'"))
    assert (done.returncode, done.stdout) == (0, b"HV-0002\n"), done
    assert 'name = "Công ty K"' in cli.text


def test_results_of_an_election_are_read_from_a_pipe(cli: Cli) -> None:
    results = r"printf 'office,person,elected\nchu-tich,A Mẫu,x\n'"
    done = _shell(cli, f"{results} | $H election record --on 2029-11-10 --results /dev/fd/4 4<&0")
    assert (done.returncode, done.stdout) == (0, b"2029-11-10-chu-tich\n"), done


def test_a_socket_is_read_as_a_pipe_is(cli: Cli) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall("Tên\nCông ty K\n".encode())
        ours.shutdown(socket.SHUT_WR)
        command = [sys.executable, "-m", "hiephoi_cli", "member", "import", "/dev/stdin", "--yes"]
        done = subprocess.run(command, cwd=cli.folder, env=cli.variables({}), stdin=theirs, check=False)
    assert done.returncode == 0
    assert 'name = "Công ty K"' in cli.text


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("/dev/zero", "/dev/zero: longer than 256 MiB"),
        (".", ".: it is a folder"),
        ("/dev/fd/9999", "/dev/fd/9999: no such file or folder"),
    ],
)
def test_what_is_no_list_and_what_has_no_end_is_refused(cli: Cli, name: str, said: str) -> None:
    done = cli("member", "import", name, "--format", "csv")
    assert (done.status, done.err) == (6, f"error: {said}\nhint: {done.err.partition('hint: ')[2]}")
    assert cli.text == SHIPPED


def test_whoever_types_a_list_is_told_how_to_end_it(cli: Cli) -> None:
    hand, terminal = os.openpty()
    os.write(hand, "Tên\nCông ty K\n\x04".encode())
    with patch("sys.stdin", open(terminal, encoding="utf-8")):  # noqa: PTH123  a descriptor
        result = cli("member", "import", "-", "--yes")
        sys.stdin.close()
    os.close(hand)
    assert result.err.startswith("type or paste the list; end it with Ctrl-D on a new line\n")
    assert result.out == "HV-0002\n"


@pytest.mark.deep
def test_a_registry_named_in_full_needs_no_working_folder(cli: Cli) -> None:
    gone = "mkdir gone; cd gone; rmdir ../gone; "
    for words, status in (("member list", 0), ("member add A", 0), ("check", 0), ("member list -o a.csv", 6)):
        done = _shell(cli, f'{gone}$H --registry "{cli.path}" {words}')
        assert done.returncode == status, done
    done = _shell(cli, f"{gone}$H member list")
    assert (done.returncode, done.stderr) == (
        6,
        (
            b"error: the working folder no longer exists\nhint: "
            b"go to another folder, or name the registry with --registry FILE\n"
        ),
    )


def test_words_that_are_no_text_are_refused(cli: Cli) -> None:
    done = _shell(cli, "$H member add \"$(printf 'a\\377b')\"; echo $?; $H find \"$(printf '\\377')\"")
    assert done.stdout.startswith(b"5\n")
    assert b"control character" in done.stderr
    assert cli.text == SHIPPED


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


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may become somebody else")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("is_first", [True, False])
def test_who_may_write_by_an_access_list_only_is_refused_and_does_not_bar_the_owner(cli: Cli, is_first: bool) -> None:
    assert cli("member", "add", "Công ty đầu").status == 0
    for path in (cli.folder / ".hiephoi").iterdir():
        path.unlink()
    (cli.folder / ".hiephoi").rmdir()
    entries = ((1, 6, -1), (2, 6, 2002), (4, 4, -1), (16, 6, -1), (32, 0, -1))  # the owner, user 2002, the group …
    acl = struct.pack("<I", 2) + b"".join(struct.pack("<HHi", *entry) for entry in entries)
    try:
        os.setxattr(cli.path, "system.posix_acl_access", acl)
    except OSError:
        pytest.skip("no access lists here")
    _open_the_way(cli.folder)
    cli.folder.chmod(0o777)
    os.chown(cli.path, 2001, 2001)
    if not is_first:
        assert _as_user(cli, 2001, "member", "add", "Công ty A") == 0
        (cli.folder / ".hiephoi/registry.toml.lock").unlink()
    before = cli.text
    assert _as_user(cli, 2002, "member", "add", "Công ty B") == 6
    assert cli.text == before
    assert _as_user(cli, 2001, "member", "add", "Công ty B") == 0
    assert (cli.path.stat().st_uid, os.getxattr(cli.path, "system.posix_acl_access")) == (2001, acl)
