"""What a merge left undecided is read back from the comments, and goes when somebody decides."""

import pytest
import tomli

from hiephoi_cli.domain.rules.unmerged import Left
from hiephoi_cli.storage.conflict_comments import undecided

TEXT = """\
format = 1
[association]
name = "Hiệp hội Mẫu"

# conflict: theirs: removed
[[sectors]]
code = "xay-lap" # conflict: theirs: code = "x"
name = "Xây lắp"

[[members]]
id = "HV-0001"
name = "A"
offers = [
    # conflict: theirs: offers = []
    "x",
]
  # conflict: theirs: phone = "1"
  phone = "2"
# conflict: theirs: no email

# conflict: theirs: members = [{ id = "HV-0009", name = "B" }]

# conflict: ours: what is this
# conflict: theirs: all
"""


def _left(text: str) -> list[tuple[str, str, Left]]:
    return [(str(one.place), one.key, one.left) for one in undecided(text, tomli.loads(text))]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_comments_are_read_back(ends: str) -> None:
    assert _left(TEXT.replace("\n", ends)) == [
        ("sectors.xay-lap", "xay-lap", Left.REMOVED_BY_THEIRS),
        ("members.HV-0001.phone", "HV-0001", Left.VALUE),
        ("members.HV-0001.email", "HV-0001", Left.VALUE),
        ("members", "HV-0009", Left.RECORD),
        ("", "", Left.UNREADABLE),
        ("", "", Left.ALL),
    ]
