"""How well texts match what is looked for."""

from hypothesis import given

from hiephoi_cli.domain.ranking import Spellings, Wanted
from registries import vietnamese


@given(vietnamese, vietnamese, vietnamese)
def test_what_the_typed_form_decides_the_other_forms_do_not_change(before: str, words: str, behind: str) -> None:
    wanted = Wanted(words)
    for text in (words, f"{before} {words}{behind}", f'"{words}"', words.upper()):
        spelled = Spellings.of(text)
        rank = wanted.rank_as_typed(spelled.typed, spelled.folded) if wanted.folded.text else None
        assert rank in {None, wanted.rank(spelled)}
