"""Ctrl-C at any moment: the change is whole or not there, the exit code says so, and the next command works."""

import json
import subprocess
import sys

import pytest

from harness import DEEP, REGISTRY, Cli

STEP = 5_003 if DEEP else 16_007
"""Calls of functions from one moment to the next."""

# Forks for each moment, so that all is loaded only once; notes how each of them ended, and whether it was interrupted.
_INTERRUPTING = """
import json, os, shutil, signal, sys
from hiephoi_cli.__main__ import main
from hiephoi_cli.storage import update
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests may have had it ignored
step, *words = sys.argv[1:]

def interrupted(moment, ready):
    def count(*_):
        nonlocal moment
        moment -= 1
        if not moment:
            sys.setprofile(None)
            os.write(ready, b"x")
            signal.raise_signal(signal.SIGINT)
    return count

for number in range(1, 10_000):
    folder = f"moment {number}"
    shutil.copytree("before", folder)
    known, ready = os.pipe()
    if not (child := os.fork()):
        os.chdir(folder)
        os.dup2(os.open("out", os.O_WRONLY | os.O_CREAT), 1)
        os.dup2(os.open("err", os.O_WRONLY | os.O_CREAT), 2)
        sys.argv = ["hiephoi", *words]
        sys.setprofile(interrupted(number * int(step), ready))
        main()
    os.close(ready)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(json.dumps([folder, status]), flush=True)
    if not os.read(known, 1):
        break
    os.close(known)
"""


@pytest.mark.deep
@pytest.mark.parametrize(
    "command",
    [
        ("member", "list"),
        ("member", "add", "Công ty B"),
        ("member", "import", "list.csv", "--yes"),
    ],
    ids=" ".join,
)
def test_an_interrupted_command_does_all_or_nothing(cli: Cli, command: tuple[str, ...]) -> None:
    before = cli.folder / "before"
    before.mkdir()
    (before / "list.csv").write_text("name\n" + "".join(f"Công ty {n}\n" for n in range(20)), encoding="utf-8")
    old = REGISTRY.read_bytes()
    (before / "registry.toml").write_bytes(old)
    done = subprocess.run(
        [sys.executable, "-c", _INTERRUPTING, str(STEP), *command],
        cwd=cli.folder,
        env={name: value for name, value in cli.variables({}).items() if "COVERAGE" not in name},  # it has calls too
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
    )
    *moments, (whole, status) = map(json.loads, done.stdout.splitlines())
    assert status == 0
    assert len(moments) > (12 if DEEP else 2)
    new, out = ((cli.folder / whole / name).read_bytes() for name in ("registry.toml", "out"))
    for folder, status in moments:
        now, shown, said = ((cli.folder / folder / name).read_bytes() for name in ("registry.toml", "out", "err"))
        what = (folder, status, shown, said)
        assert b"Traceback" not in said, what
        assert (status, now, shown) == (0, new, out) or (status == 130 and now in {old, new}), what
        assert now == new or not shown or old == new, what
        there = Cli(cli.folder / folder, now)
        is_taken = command[1] == "add" and now == new  # nobody is added twice
        assert there(*command).status == (4 if is_taken else 0), what
        assert there(*command[:1], "list").status == 0, what
        kept = {path.name for path in (there.folder / ".hiephoi").glob("*")}
        assert kept <= {".gitignore", *(f"registry.toml.{part}" for part in ("lock", "log", "last"))}, what


def test_before_the_command_begins_ctrl_c_ends_the_program_without_a_word() -> None:
    usual = "signal.signal(signal.SIGINT, signal.default_int_handler)"  # it may be ignored where the tests run
    script = f"import signal; {usual}; import hiephoi_cli.__main__; signal.raise_signal(signal.SIGINT)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")
