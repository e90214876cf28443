"""Text on its way out: whole, or with a word of why not."""

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness import Cli
from hiephoi_cli.errors import FileTrouble
from hiephoi_cli.output.stream import write

MUCH = "Hải Phòng\n" * 1000
FULL_DISK = Path("/dev/full")


class Counting(io.StringIO):
    """Standard output that counts how often it is written to."""

    def __init__(self) -> None:
        super().__init__()
        self.calls = 0

    def write(self, text: str) -> int:
        """Write, and count."""
        self.calls += 1
        return super().write(text)


def test_all_pieces_go_out_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    out = Counting()
    monkeypatch.setattr("sys.stdout", out)
    write(str(number) for number in range(50_000))
    assert out.getvalue() == "".join(map(str, range(50_000)))


def test_pieces_go_out_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    out = Counting()
    monkeypatch.setattr("sys.stdout", out)
    write(["x" * 100] * 10_000)
    assert out.calls < 20


def test_nothing_may_go_out(monkeypatch: pytest.MonkeyPatch) -> None:
    out = Counting()
    monkeypatch.setattr("sys.stdout", out)
    write([])
    assert out.getvalue() == ""


def test_a_reader_that_has_had_enough_ends_it_quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with open(writing, "w", encoding="utf-8") as out:  # noqa: PTH123  a descriptor
        monkeypatch.setattr("sys.stdout", out)
        write([MUCH])


def test_pieces_are_not_asked_for_once_nobody_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0

    def pieces() -> Iterator[str]:
        nonlocal asked
        for _ in range(1000):
            asked += 1
            yield MUCH * 10

    reading, writing = os.pipe()
    os.close(reading)
    with open(writing, "w", encoding="utf-8") as out:  # noqa: PTH123  a descriptor
        monkeypatch.setattr("sys.stdout", out)
        write(pieces())
    assert asked < 10


@pytest.mark.skipif(not FULL_DISK.exists(), reason="no /dev/full here")
@pytest.mark.parametrize("pieces", [[MUCH] * 20, ["x"]])
def test_a_full_disk_is_reported(pieces: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with FULL_DISK.open("w", encoding="utf-8") as out:
        monkeypatch.setattr("sys.stdout", out)
        with pytest.raises(FileTrouble) as caught:
            write(pieces)
    told = ("standard output: the disk is full", "free some space, then run the command again")
    assert list(caught.value.reports) == [told]
    assert caught.value.exit_code == 6


def test_an_output_that_is_no_file_can_fail_too(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(io.StringIO):
        def write(self, _text: str) -> int:
            raise OSError(5, "input/output error")

    monkeypatch.setattr("sys.stdout", Broken())
    with pytest.raises(FileTrouble) as caught:
        write(["x"])
    assert caught.value.reports[0].message == "standard output: input/output error"


@pytest.mark.parametrize("language", ["en", "vi"])
def test_messages_in_a_pipe_are_no_wider_than_a_page_and_commands_can_be_pasted(cli: Cli, language: str) -> None:
    name = "Công ty trách nhiệm hữu hạn một thành viên sản xuất và thương mại dịch vụ tổng hợp Mẫu"
    cli("member", "add", name)
    result = cli("member", "add", name.upper(), HIEPHOI_LANG=language)
    lines = result.err.splitlines()
    assert max(map(len, lines)) <= 100
    assert len(lines) > len(result.told.splitlines())


def test_a_long_word_stays_whole_in_a_pipe(cli: Cli) -> None:
    folder = "/" + 120 * "x"
    assert folder in cli("--registry", f"{folder}/registry.toml", "member", "list").err
