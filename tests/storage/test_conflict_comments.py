"""What a merge left undecided is read back from the comments, and goes when somebody decides."""

import pytest
import tomli

from hiephoi_cli.domain.rules.unmerged import Left
from hiephoi_cli.storage.conflict_comments import comments_in, undecided

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


def test_the_records_that_would_give_way_stand_behind_a_record_of_theirs() -> None:
    looking_so = 'note = "# instead of ours: members = []"'
    text = f'# conflict: theirs: members = [{{ id = "HV-0009", {looking_so} }}]'
    read = [*comments_in(f"{text}\n"), *comments_in(f'{text} # instead of ours: members = ["HV-0001"]\n')]
    assert [(one.records[0]["id"], one.rivals) for one in read] == [("HV-0009", ()), ("HV-0009", ("HV-0001",))]
