"""The pages that follow from the program are in step; `python .ci/pages.py` keeps them so."""

import shutil
import subprocess

import pytest

from harness import Cli
from transcripts import ROOT, script


def test_every_page_is_in_step() -> None:
    for path, text in script("pages").pages().items():
        assert path.read_text(encoding="utf-8") == text, path


@pytest.mark.skipif(not shutil.which("taplo"), reason="taplo is not installed")
def test_a_real_editor_s_checker_accepts_the_shipped_registry_and_refuses_a_faulty_one(cli: Cli) -> None:
    def lint(name: str) -> subprocess.CompletedProcess[str]:
        command = ["taplo", "lint", "--schema", f"file://{ROOT}/docs/registry.schema.json", str(cli.folder / name)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    assert lint("registry.toml").returncode == 0
    cli("init", "new.toml")
    assert lint("new.toml").returncode == 0
    faulty = cli.text.replace("seats = 1", 'seats = "một"')
    (cli.folder / "faulty.toml").write_text(faulty, encoding="utf-8")
    assert "seats" in lint("faulty.toml").stderr


def test_the_shipped_and_a_new_registry_name_their_schema(cli: Cli) -> None:
    assert cli.text.startswith("#:schema docs/registry.schema.json\n")
    cli("init", "new.toml")
    assert (cli.folder / "new.toml").read_text(encoding="utf-8").startswith("#:schema .hiephoi/new.toml.schema.json\n")
    schema = (cli.folder / ".hiephoi/new.toml.schema.json").read_text(encoding="utf-8")
    assert schema == cli("schema").out
