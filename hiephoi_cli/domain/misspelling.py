"""Tells words with one letter wrong from other words."""

from hiephoi_cli.patterns import pattern

_WORD = pattern(r"\w+")


def nearly_in(wanted: str, text: str) -> bool:
    """Whether whole words of the text are all but one letter those wanted."""
    ends = {end.end() for end in _WORD.finditer(text)}
    return any(
        one_letter_off(wanted, text[start.start() : start.start() + size])
        for start in _WORD.finditer(text)
        for size in range(len(wanted) - 1, len(wanted) + 2)
        if start.start() + size in ends
    )


def one_letter_off(one: str, other: str) -> bool:
    """Whether two texts differ in one letter, or two neighbours are swapped; another digit makes another number."""
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    left, right = one[start:], other[start:]
    if any(map(str.isdigit, left[:1] + right[:1])):
        return False
    if len(left) == len(right):
        return bool(left) and (left[1:] == right[1:] or (left[:2] == right[1::-1] and left[2:] == right[2:]))
    return left[1:] == right or left == right[1:]
