"""Fixtures that all tests share."""

import gc
import os
import shutil
from functools import lru_cache
from itertools import groupby
from pathlib import Path

import pytest
import typer.main
from hypothesis import HealthCheck, settings

from harness import DEEP, Cli

# Every run tries the same examples, so that no change fails by chance; HIEPHOI_TESTS=random tries others.
settings.register_profile("quick", max_examples=6, deadline=None, derandomize=True)
settings.register_profile(
    "deep",
    max_examples=200,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile("random", settings.get_profile("deep"), derandomize=False)
settings.load_profile(os.environ.get("HIEPHOI_TESTS", "quick"))

# A process of the program reads each function once, and the tests would for every command: a sixth of their time.
typer.main.get_params_from_function = lru_cache(512)(typer.main.get_params_from_function)

gc.disable()  # while tests are collected, which all stay

MOST_CASES = 8
"""Of a test in the quick profile."""
MEMORY = Path("/dev/shm")  # noqa: S108  only its free space is asked for here
if not DEEP and MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > 2**30:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))  # each change is flushed, which takes no time there


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    """A folder with the shipped registry."""
    return Cli(tmp_path)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave to the deep profile, which `.ci/run` has, the tests that are for it and most cases of those with many."""
    if not DEEP:
        of_a_test = groupby(items, lambda item: item.nodeid.partition("[")[0])
        kept = {item for _name, cases in of_a_test for item in few([*cases]) if not item.get_closest_marker("deep")}
        config.hook.pytest_deselected(items=[item for item in items if item not in kept])
        items[:] = [item for item in items if item in kept]
    items.sort(key=lambda item: not item.get_closest_marker("deep"))  # last, one would keep one worker long alone


def few(cases: list[pytest.Item]) -> list[pytest.Item]:
    """At most so many cases of a test, spread from the first to the last."""
    last, most = max(len(cases) - 1, 1), MOST_CASES - 1
    return [case for number, case in enumerate(cases) if number * most // last > (number - 1) * most // last]


def pytest_collection_finish() -> None:
    """Leave the tests, which stay to the end, out of every garbage collection: those took a tenth of the time."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)  # seldom: commands leave little behind, and their own processes never collect
    gc.enable()


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Files are named by their argument: workbooks differ with the second in which they are made."""
    return argname if isinstance(val, bytes) and val.startswith(b"PK") else None


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --rewrite` writes the transcripts anew, to be read as a diff."""
    parser.addoption("--rewrite", action="store_true", help="write the transcripts anew")
