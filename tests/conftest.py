"""Fixtures that all tests share."""

import gc
import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from harness import DEEP, Cli

# Every run tries the same examples, so that no change fails by chance; HIEPHOI_TESTS=random tries others.
settings.register_profile("quick", max_examples=8, deadline=None, derandomize=True)
settings.register_profile(
    "deep",
    max_examples=200,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile("random", settings.get_profile("deep"), derandomize=False)
settings.load_profile(os.environ.get("HIEPHOI_TESTS", "quick"))

gc.disable()  # while tests are collected, which all stay

MEMORY = Path("/dev/shm")  # noqa: S108  only its free space is asked for here
if not DEEP and MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > 2**30:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))  # each change is flushed, which takes no time there


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    """A folder with the shipped registry."""
    return Cli(tmp_path)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What builds packages, kills, races or takes long is for the deep profile, which `.ci/run` has."""
    if not DEEP:
        deep = [item for item in items if item.get_closest_marker("deep")]
        config.hook.pytest_deselected(items=deep)
        items[:] = [item for item in items if item not in deep]


def pytest_collection_finish() -> None:
    """Leave the tests, which stay to the end, out of every garbage collection: those took a tenth of the time."""
    gc.freeze()
    gc.enable()


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Files are named by their argument: workbooks differ with the second in which they are made."""
    return argname if isinstance(val, bytes) and val.startswith(b"PK") else None


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --rewrite` writes the transcripts anew, to be read as a diff."""
    parser.addoption("--rewrite", action="store_true", help="write the transcripts anew")
