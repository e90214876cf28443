"""The products that phrases and links name, by any of the words that the secretariat has recorded for them."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from hiephoi_cli.domain.matching_phrases import Phrase, listed_in, words_of
from hiephoi_cli.domain.records import Product
from hiephoi_cli.domain.vietnamese import fold, one_spelling


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
        self._codes: dict[str, str] = {}
        self._known: dict[str, tuple[str, ...]] = {}
        for product in products:
            self._codes.setdefault(one_spelling(product.code), product.code)
            self._known[product.code] = (product.code,)
            for text in dict.fromkeys(name for words in product.words for name in (words, *listed_in(words))):
                if words := words_of(text):
                    self._forms.setdefault(tuple(map(fold, words)), []).append((words, product.code))
        self._longest = max(map(len, self._forms), default=0)

    def code_or_words(self, text: str) -> str:
        """The code of the one product that a text as a whole names, by its code or words, else the text itself."""
        codes = self.codes(text)
        return codes[0] if len(codes) == 1 else text

    def codes(self, text: str) -> tuple[str, ...]:
        """The codes of the products that a text as a whole may name; worked out once."""
        if text not in self._known:
            self._known[text] = self._named_by(text)
        return self._known[text]

    def _named_by(self, text: str) -> tuple[str, ...]:
        """The same, worked out: by the code, by the whole text, or by its names if all of them name the same."""
        if code := self._codes.get(one_spelling(text)):
            return (code,)
        of_names = [self._called(name) for name in listed_in(text)]
        return self._called(text) or (of_names[0] if of_names.count(of_names[0]) == len(of_names) else ())

    def _called(self, name: str) -> tuple[str, ...]:
        """The products with just this name."""
        words = words_of(name)
        folded = tuple(map(fold, words))
        return _meant(self._forms.get(folded, ()), words, folded, plain=words == folded)

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
                words, folded = phrase.words[at : at + size], phrase.folded[at : at + size]
                forms = self._forms.get(folded)
                if forms and (products := _meant(forms, words, folded, plain=phrase.plain)):
                    yield from (Named(product, at, at + size) for product in products)
                    at += size
                    break
            else:
                at += 1


def _meant(
    forms: Sequence[tuple[Sequence[str], str]], words: Sequence[str], folded: Sequence[str], *, plain: bool
) -> tuple[str, ...]:
    """The products with these words, in the order of the file; accents count unless one side has none."""
    exact = [code for form, code in forms if form == words]
    return tuple(dict.fromkeys(exact or (code for form, code in forms if plain or form == folded)))
