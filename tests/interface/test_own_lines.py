"""A change to many records is cut to the lines of one."""

import pytest

from hiephoi_cli.interface.own_lines import own_change
from hiephoi_cli.storage.entries import Touched

HEAD = 'format = 1\n\n[association]\nname = "Hiệp hội Mẫu"\n'
FIRST = '\n# ghi chú\n[[members]]\nid = "HV-0001"\nname = "Công ty Mẫu Một"\nphone = "{}"\n'
SECOND = '\n[[members]]\nid = "HV-0002"\nname = "Công ty Mẫu Hai"\nphone = "{}"\n'
MANDATE = '\n[[officers]]\nperson = "Lê Văn Mẫu"\noffice = "chu-tich"\nsince = 2024-11-11\nnote = "{}"\n'


@pytest.mark.parametrize(
    ("before", "after", "one", "own"),
    [
        (
            FIRST.format(1) + SECOND.format(1),
            FIRST.format(2) + SECOND.format(2),
            Touched("members", "HV-0001", fields={"phone": ("1", "2")}),
            (FIRST.format(1) + SECOND.format(1), FIRST.format(2) + SECOND.format(1)),
        ),
        (
            "",
            FIRST.format(1) + SECOND.format(1),
            Touched("members", "HV-0002", deed="added"),
            (FIRST.format(1), FIRST.format(1) + SECOND.format(1)),
        ),
        (
            FIRST.format(1) + SECOND.format(1),
            "",
            Touched("members", "HV-0002", deed="removed"),
            (FIRST.format(1) + SECOND.format(1), FIRST.format(1)),
        ),
        (
            FIRST.format(1) + MANDATE.format("a"),
            FIRST.format(2) + MANDATE.format("b"),
            Touched("officers", "Lê Văn Mẫu · chu-tich · 2024-11-11"),
            (FIRST.format(1) + MANDATE.format("a"), FIRST.format(1) + MANDATE.format("b")),
        ),
    ],
    ids=["changed", "added", "removed", "key of several values"],
)
def test_two_texts_differ_in_the_lines_of_one_record(
    before: str, after: str, one: Touched, own: tuple[str, str]
) -> None:
    found = own_change(HEAD + before, HEAD + after, one)
    assert found
    assert tuple(text.split() for text in found) == tuple((HEAD + text).split() for text in own)


@pytest.mark.parametrize("text", ['members = [{ id = "HV-0001" }]\n', "[not TOML\n"])
def test_what_has_no_lines_of_its_own_has_none(text: str) -> None:
    assert own_change(text, text, Touched("members", "HV-0001")) is None
