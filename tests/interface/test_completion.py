"""The shell's Tab key: ids, codes and names, accents aside, and never an error."""

import shlex

import pytest

from harness import Cli


def _offered(cli: Cli, words: str, shell: str = "bash") -> list[str]:
    line = f"hiephoi {words}"
    result = cli.process(
        _HIEPHOI_COMPLETE=f"complete_{shell}",
        COMP_WORDS=line,
        COMP_CWORD=str(len(shlex.split(line)) - 1),
        _TYPER_COMPLETE_ARGS=line,
        _TYPER_COMPLETE_FISH_ACTION="get-args",
    )
    assert (result.status, result.err) == (0, "")
    return [line for line in result.out.splitlines() if line]


def test_commands_and_verbs_are_completed(cli: Cli) -> None:
    assert _offered(cli, "me") == ["member"]
    assert _offered(cli, "member le") == ["leave"]
    assert "--sector" in _offered(cli, "member add --se")


@pytest.mark.parametrize("typed", ["HV", "hv-0", "top", "CÔNG", "cong\\ nghiep"])
def test_a_member_is_offered_by_id_or_name(cli: Cli, typed: str) -> None:
    assert _offered(cli, f"member show {typed}") == ["HV-0001"]


def test_a_code_is_offered_by_its_beginning_or_the_name(cli: Cli) -> None:
    assert _offered(cli, "member list --sector xay") == ["xay-lap"]
    assert _offered(cli, "member list --sector phụ") == ["san-xuat-phu-tro"]
    assert _offered(cli, "election record chu") == ["chu-tich"]


def test_names_are_told_beside_the_keys(cli: Cli) -> None:
    assert _offered(cli, "member show to", "fish") == ["HV-0001\tCông ty Cổ phần dự án và công nghiệp Top Land"]


def test_formats_are_offered(cli: Cli) -> None:
    assert _offered(cli, "member list --format js") == ["json", "jsonl"]


@pytest.mark.parametrize("text", ["", "[[members", "format = 2\n", "\ufeffformat = 1"])
def test_a_broken_registry_offers_nothing_and_says_nothing(cli: Cli, text: str) -> None:
    cli.path.write_text(text, encoding="utf-8")
    assert _offered(cli, "member show H") == []


def test_no_registry_offers_nothing(cli: Cli) -> None:
    cli.path.unlink()
    assert _offered(cli, "member show H") == []
