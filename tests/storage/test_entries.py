"""What an entry of the log says of texts."""

import hashlib

import pytest

from hiephoi_cli.storage.entries import digest


@pytest.mark.parametrize("size", [0, 1, 1000, 1 << 18, (1 << 18) + 1])
def test_a_digest_is_the_same_whichever_code_computes_it(size: int) -> None:
    data = b"x" * size
    assert digest(data) == hashlib.sha256(data).hexdigest()
