"""Tab in the real bash, zsh and fish: what is inserted, what is shown, and what is left alone."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness import REGISTRY, share
from shells import Terminal, terminal

NASTY = 'Lê d\'Mẫu! $HOME `id` "x" \\ *'
MORE = f"""
[[members]]
id = "HV-0002"
name = "Công ty TNHH Hòa Bình Mẫu"
sectors = ["xay-lap"]

[[members]]
id = "HV-0003"
name = "Công ty Cổ phần Hòa An Mẫu"
representative = "Trần Thị Mẫu"

[[members]]
id = "XN:0004"
name = "[red]$(touch pwned)`touch pwned`; touch pwned"
representative = '''{NASTY}'''

[[officers]]
person = '''{NASTY}'''
office = "chu-tich"
since = 2020-01-01
until = 2021-01-01
"""


@pytest.fixture(scope="module", params=share(["bash", "zsh", "fish"], every=3))
def shell(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    """A shell in a folder with a registry, and with files whose names begin as many words do."""
    if not shutil.which(request.param):
        missing = pytest.fail if os.environ.get("HIEPHOI_SHELLS") == "required" else pytest.skip
        missing(f"{request.param} is not installed")
    folder: Path = tmp_path_factory.mktemp(request.param)
    (folder / "registry.toml").write_text(REGISTRY.read_text(encoding="utf-8") + MORE, encoding="utf-8")
    for name in ("Danh sách.csv", "HV.csv", "xa.csv", "Hòa.csv"):
        (folder / name).touch()
    with terminal(request.param, folder) as opened:
        yield opened


ALONE = [
    ("hiephoi member list --sec", "--sector"),
    ("hiephoi member show hv-0003", "HV-0003"),
    ("hiephoi member show top", "HV-0001"),
    ("hiephoi member show hoà\\ bi", "HV-0002"),
    ("hiephoi member show XN:0", "XN:0004"),
    ("hiephoi member show pwned", "XN:0004"),
    ("hiephoi member list --sector xây", "xay-lap"),
    ("hiephoi member list --sector=xa", "--sector=xay-lap"),
    ('hiephoi officer show "Phạm Đ', "Phạm Đoàn Tùng"),
    ("hiephoi officer show tung", "Phạm Đoàn Tùng"),
    ("hiephoi officer show Lê", NASTY),
    ("hiephoi election record chu-tich --elect An@hv-0003", "An@HV-0003"),
    ("hiephoi member list --columns id,nam", "id,name"),
    ("hiephoi member import D", "Danh sách.csv"),
    ("hiephoi --registry=regi", "--registry=registry.toml"),
    ("hiephoi memb", "member"),
    ("hiephoi member sh", "show"),
    ("hiephoi member show 'cong nghiep t", "HV-0001"),
    ("hiephoi member list --sector=Xây", "--sector=xay-lap"),
    ("hiephoi member show XN", "XN:0004"),
    ('hiephoi member show "XN:0', "XN:0004"),
    ("hiephoi officer show Phạm", "Phạm Đoàn Tùng"),
    ("hiephoi officer show 'Phạm Đ", "Phạm Đoàn Tùng"),
    ("hiephoi officer show Phạm\\ Đ", "Phạm Đoàn Tùng"),
    ('hiephoi officer show "Lê', NASTY),
    ("hiephoi officer show 'Lê", NASTY),
    ("hiephoi officer show d\\'mau", NASTY),
    ("hiephoi member add x --representative=Trần", "--representative=Trần Thị Mẫu"),
    ("hiephoi member list --membership hon", "honorary"),
    ("hiephoi member list -o xa", "xa.csv"),
]


@pytest.mark.parametrize(("line", "last"), share(ALONE, every=48))
def test_what_fits_alone_is_inserted(shell: Terminal, line: str, last: str) -> None:
    assert shell.tab(line).words[-1] == last
    assert not (shell.folder / "pwned").exists()


SEVERAL = [
    ("hiephoi member show Hòa", ("HV-0002", "Hòa Bình", "HV-0003", "Hòa An"), "Hòa"),
    ("hiephoi member show hoa", ("HV-0002", "Hòa Bình", "HV-0003", "Hòa An"), "hoa"),
    ("hiephoi member show 'hoa ", ("HV-0002", "Hòa Bình", "HV-0003", "Hòa An"), "hoa "),
    ("hiephoi member show hv", ("HV-0001", "Top Land", "HV-0003", "Hòa An"), "HV-000"),
    ("hiephoi member list --sector ", ("tu-van", "Tư vấn", "xay-lap", "Xây lắp"), "--sector"),
]


@pytest.mark.parametrize(("line", "shown", "kept"), share(SEVERAL, every=8))
def test_where_several_fit_they_are_shown_and_what_was_typed_stays(
    shell: Terminal, line: str, shown: tuple[str, ...], kept: str
) -> None:
    closing = "'" if "'" in line else ""
    assert shell.tab(line, *shown, then=closing).words[-1] == kept


NOTHING = [
    ["member", "list", "HV"],
    ["member", "show", "HV-9"],
    ["member", "show", "HV-0001", "H"],
    ["member", "edit", "HV-0001", "--phone", "H"],
    ["officer", "appoint", "chu-tich", "Danh"],
    ["sector", "add", "H"],
    ["stats", "H"],
    ["nonsense", "H"],
]


@pytest.mark.parametrize("words", share(NOTHING, every=24))
def test_where_nothing_fits_nothing_is_offered(shell: Terminal, words: list[str]) -> None:
    assert shell.tab(f"hiephoi {' '.join(words)}").words == words
