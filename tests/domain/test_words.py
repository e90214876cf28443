"""The words for choices."""

from collections import defaultdict

import pytest

from hiephoi_cli.domain.fields import choice_named
from hiephoi_cli.domain.vietnamese import fold_i_and_y
from hiephoi_cli.domain.words import Choice
from hiephoi_cli.i18n import spoken


@pytest.mark.parametrize("choices", Choice.__subclasses__())
def test_no_word_means_two_choices_even_where_i_is_written_for_y(choices: type[Choice]) -> None:
    meant: dict[str, set[Choice]] = defaultdict(set)
    for item in choices:
        for word in (item.value, *item.also, *spoken(item.shown)):
            for spelled in (word, word.upper(), word.replace("y", "i").replace("ý", "í").replace("ỳ", "ì")):
                assert choice_named(choices, spelled) is item
            meant[fold_i_and_y(word)].add(item)
    assert [word for word, items in meant.items() if len(items) > 1] == []
