"""`hiephoi election` and `hiephoi officer` as their users call them."""

import pytest

from harness import Cli

RECORD = (
    *("election", "record", "chu-tich", "--on", "2029-11-10", "--term", "2029-2034"),
    *("--event", "Đại hội lần thứ hai", "--elected-by", "Đại hội"),
    *("--elect", "Nguyễn Văn Mẫu@HV-0002=41", "--lose", "Trần Thị Mẫu=9"),
    *("--eligible", "60", "--present", "50", "--cast", "50", "--valid", "50"),
)


@pytest.fixture
def two(cli: Cli) -> Cli:
    """A registry of two members."""
    cli("member", "add", "Công ty TNHH Mẫu")
    return cli


def _officers(cli: Cli, *args: str) -> list[tuple[str, str]]:
    return [(row["person"], row["since"]) for row in cli.rows("officer", "list", *args)]


def test_a_mandate_is_held_from_its_first_day(cli: Cli) -> None:
    assert _officers(cli, "--on", "2024-11-10") == []
    assert _officers(cli, "--on", "2024-11-11") == [("Phạm Đoàn Tùng", "2024-11-11")]


def test_an_election_closes_the_old_mandate_and_opens_the_new_one(two: Cli) -> None:
    result = two(*RECORD)
    assert (result.status, result.out) == (0, "2029-11-10-chu-tich\n")
    assert _officers(two, "--on", "2029-11-09") == [("Phạm Đoàn Tùng", "2024-11-11")]
    assert _officers(two, "--on", "10/11/2029") == [("Nguyễn Văn Mẫu", "2029-11-10")]
    [old] = [row for row in two.rows("officer", "list", "--all") if row["person"] == "Phạm Đoàn Tùng"]
    assert (old["until"], old["end_reason"]) == ("2029-11-10", "term-ended")
    [new] = two.rows("election", "show", "2029-11-10-chu-tich")
    assert (
        new["candidates"]
        == "person=Nguyễn Văn Mẫu member=HV-0002 votes=41 elected=true; person=Trần Thị Mẫu votes=9 elected=false"
    )


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        ({"chu-tich": "truong-ban"}, 3, "no office 'truong-ban'"),
        ({"Nguyễn Văn Mẫu@HV-0002=41": "Nguyễn Văn Mẫu@HV-0009=41"}, 3, "no member 'HV-0009'"),
        ({"Nguyễn Văn Mẫu@HV-0002=41": "Nguyễn Văn Mẫu@HV-0002=51"}, 5, "51 is more than 'valid', which is 50"),
        ({"Nguyễn Văn Mẫu@HV-0002=41": "Nguyễn Văn Mẫu@HV-0002=nhiều"}, 5, "'nhiều' is not a whole number"),
        ({"Nguyễn Văn Mẫu@HV-0002=41": "@HV-0002"}, 5, "names nobody"),
        ({"--lose": "--elect"}, 5, "2 elected to 'chu-tich', more than seats (1)"),
        ({"Trần Thị Mẫu=9": "Nguyễn Văn Mẫu@HV-0002"}, 5, "'Nguyễn Văn Mẫu' stands twice"),
        ({"2029-11-10": "2024-11-11"}, 4, "recorded already, as 2024-11-11-chu-tich"),
        ({"2029-11-10": "2024-11-10"}, 4, "is too early"),
        ({"--present": "--phone"}, 2, "no option '--phone'"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    two: Cli, change: dict[str, str], status: int, said: str
) -> None:
    before = two.text
    result = two(*(change.get(word, word) for word in RECORD))
    assert result.status == status
    assert said in result.err
    assert result.file == before


def test_an_election_names_somebody(cli: Cli) -> None:
    assert cli("election", "record", "chu-tich", "--on", "2029-11-10").status == 2


def test_little_may_be_known_of_an_election(cli: Cli) -> None:
    assert cli("election", "record", "chủ tịch", "--on", "10/11/2029", "--elect", "Nguyễn Văn Mẫu").status == 0
    [row] = [row for row in cli.rows("election", "list") if row["on"] == "2029-11-10"]
    assert (row["term"], row["eligible"], row["kind"]) == ("", "", "regular")


def test_officers_are_listed_by_office_and_term(two: Cli) -> None:
    two(*RECORD)
    assert _officers(two, "--term", "2029-2034") == [("Nguyễn Văn Mẫu", "2029-11-10")]
    assert len(_officers(two, "--office", "chủ tịch", "--all")) == 2
    assert two("officer", "list", "--office", "thu-quy").status == 3
