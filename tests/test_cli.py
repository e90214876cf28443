"""The app as a whole: global options, exit codes, errors in words."""

from harness import Cli


def test_an_unknown_member_is_reported_with_a_hint(cli: Cli) -> None:
    result = cli("member", "show", "HV-9")
    assert result.status == 3
    assert result.err == "error: no member 'HV-9'\nhint: hiephoi member list\n"
    assert result.out == ""
