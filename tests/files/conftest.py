"""The language that the tests of this folder read."""

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="session")
def _english() -> Iterator[None]:
    """English, whatever the machine speaks; a test may set another."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HIEPHOI_LANG", "en")
        yield
