"""What is installed is whole: a wheel in a bare environment, and the README's own commands in a fresh checkout."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from transcripts import ROOT

READMES = ("README.md", "README.vi.md")
# Else each test would fetch all packages again.
PIP_CACHE = os.environ.get("PIP_CACHE_DIR") or str(Path.home() / ".cache/pip")
OFFLINE = re.compile("Temporary failure in name resolution|Could not find a version|No matching distribution")


def _run(command: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a shell command with nothing installed but Python, and nothing set but what any machine has."""
    home = folder.parent / "home"
    home.mkdir(exist_ok=True)
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": str(home), "PIP_CACHE_DIR": PIP_CACHE, "PIP_NO_COMPILE": "1"}
        | variables,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode and OFFLINE.search(done.stderr):
        pytest.skip("no package index can be reached")
    return done


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of all that git would put into a fresh clone."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    folder = tmp_path / "checkout"
    for name in filter(None, listed.stdout.split("\0")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    return folder


def _quick_start(readme: str) -> list[str]:
    return re.findall(r"^```sh\n(.*)\n```$", (ROOT / readme).read_text(encoding="utf-8"), re.MULTILINE)


def test_the_quick_start_is_two_commands_the_same_in_both_languages() -> None:
    assert len(_quick_start("README.md")) == 2
    assert _quick_start("README.md") == _quick_start("README.vi.md")


def test_the_way_to_everyday_work_is_the_same_in_both_languages() -> None:
    english, vietnamese = ((ROOT / readme).read_text(encoding="utf-8") for readme in READMES)
    for command in ("pipx install '.[excel]'", "hiephoi init", "HIEPHOI_REGISTRY", "`.hiephoi/`", "OneDrive"):
        assert command in english.partition("## Everyday commands")[0]
        assert command in vietnamese.partition("## Các lệnh hằng ngày")[0]


@pytest.mark.deep
def test_the_quick_start_commands_show_the_shipped_registry_and_run_the_tests(checkout: Path) -> None:
    first, second = _quick_start("README.md")
    done = _run(first, checkout)
    assert done.returncode == 0, done.stderr
    assert "HV-0001\tCông ty Cổ phần dự án và công nghiệp Top Land" in done.stdout
    assert all("`. .venv/bin/activate`" in (checkout / readme).read_text("utf-8") for readme in READMES)
    shown = _run(". .venv/bin/activate; hiephoi member show HV-0001 -f table", checkout, HIEPHOI_LANG="vi")
    assert "Người đại diện" in shown.stdout
    assert _run("git init -q . && git status --porcelain --ignored", checkout).stdout.count(".venv/") == 1
    done = _run(second, checkout, PYTEST_ADDOPTS="--collect-only --numprocesses=0")
    assert done.returncode == 0, done.stderr + done.stdout
    assert "tests/test_package.py::" in done.stdout


@pytest.mark.deep
def test_a_wheel_carries_the_catalogue_and_the_templates(checkout: Path, tmp_path: Path) -> None:
    done = _run(f"{sys.executable} -m pip wheel --quiet --no-deps --wheel-dir {tmp_path} .", checkout)
    assert done.returncode == 0, done.stderr
    [wheel] = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "hiephoi_cli/locale/vi/LC_MESSAGES/hiephoi.mo",
        "hiephoi_cli/storage/new.en.toml",
        "hiephoi_cli/storage/new.vi.toml",
        "hiephoi_cli/py.typed",
    } <= names
    assert not [name for name in names if name.startswith("tests")]
