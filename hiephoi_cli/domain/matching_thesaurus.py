"""The products that phrases name, by any of the words that the secretariat has recorded for them."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from hiephoi_cli.domain.matching_phrases import Phrase, listed_in, words_of
from hiephoi_cli.domain.records import Product
from hiephoi_cli.domain.vietnamese import fold


class Named(Struct, frozen=True):
    """A product that a phrase names."""

    product: str
    start: int
    end: int

    def is_head(self, phrase: Phrase) -> bool:
        """Whether the phrase is about it: `thùng carton`, not `máy làm thùng carton`."""
        return self.start <= phrase.head < self.end


class Thesaurus:
    """Products by their words, each name in a list of them too; the longest run of words in a phrase counts."""

    def __init__(self, products: Iterable[Product]) -> None:
        self._forms: dict[Sequence[str], list[tuple[Sequence[str], str]]] = {}
        for product in products:
            for text in dict.fromkeys(name for words in product.words for name in (words, *listed_in(words))):
                if words := words_of(text):
                    self._forms.setdefault(tuple(map(fold, words)), []).append((words, product.key))
        self._longest = max(map(len, self._forms), default=0)

    def named(self, phrase: Phrase) -> Sequence[Named]:
        """The products that a phrase names, each at its place."""
        return list(self._named(phrase)) if self._forms else ()

    def about(self, phrase: Phrase) -> Sequence[str]:
        """The products that a phrase is about: one, none, or those between which missing accents do not decide."""
        return [named.product for named in self.named(phrase) if named.is_head(phrase)]

    def _named(self, phrase: Phrase) -> Iterator[Named]:
        at = 0
        while at < len(phrase.words):
            for size in range(min(self._longest, len(phrase.words) - at), 0, -1):
                forms = self._forms.get(phrase.folded[at : at + size])
                if forms and (products := _meant(forms, phrase, at, at + size)):
                    yield from (Named(product, at, at + size) for product in products)
                    at += size
                    break
            else:
                at += 1


def _meant(forms: Sequence[tuple[Sequence[str], str]], phrase: Phrase, start: int, end: int) -> list[str]:
    """The products with these words, in the order of the file; accents count unless one side has none."""
    written = {phrase.words[start:end], phrase.folded[start:end]}
    return list(dict.fromkeys(key for form, key in forms if phrase.plain or form in written))
