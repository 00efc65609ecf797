"""Every word by which some code is found, and the one that was meant by a word that is none."""

import bisect
from collections.abc import Iterable
from functools import lru_cache

from clinic_desktop.store.reader import Reader

_SHORTEST = 4
_LEAST_RATIO = 70
_MOST_LOOKED_AT = 8
# What a likely word counts beside its likeness; about how many families there are.
_LIKELY, _FAMILIES = 0.15, 50_000
_FIRST = "SELECT rowid FROM family_words WHERE family_words MATCH ? ORDER BY rowid LIMIT 1"


class Vocabulary:
    """The words of one search file and those whose meaning we know."""

    def __init__(self, read: Reader, own: Iterable[str]) -> None:
        """Reads all words: some thousands."""
        self._read = read
        self._words = sorted({word for (word,) in read.rows("SELECT word FROM words")}.union(own))
        self.put_right = lru_cache(maxsize=512)(self._put_right)
        self._beginnings = lru_cache(maxsize=16)(self._begin)

    def begins_one(self, typed: str) -> bool:
        """Whether some word begins so."""
        return self._at(typed).startswith(typed)

    def is_one(self, typed: str) -> bool:
        """Whether this is a whole word."""
        return self._at(typed) == typed

    def _put_right(self, typed: str) -> str:
        """The word, or the beginning of one, that is nearest; itself when it is short or nothing is near."""
        if len(typed) < _SHORTEST:
            return typed
        from rapidfuzz import fuzz, process
        from rapidfuzz.distance import OSA

        near = process.extract(
            typed, self._beginnings(len(typed) + 1), scorer=fuzz.ratio, score_cutoff=_LEAST_RATIO, limit=_MOST_LOOKED_AT
        )
        # Letters that changed places are one slip; a likely word is meant more often than a rare one.
        ranked = [(OSA.normalized_similarity(typed, found) + self._likely(found), found) for found, _, _ in near]
        return max(ranked)[1] if ranked else typed

    def _likely(self, beginning: str) -> float:
        """How soon the word comes among the families, whose order is how likely they are."""
        first = next(self._read.rows(_FIRST, f'"{beginning}"*'), (_FAMILIES,))[0]
        return _LIKELY * max(0.0, 1 - int(first) / _FAMILIES)

    def _begin(self, letters: int) -> list[str]:
        return list(dict.fromkeys(word[:letters] for word in self._words if len(word) >= _SHORTEST))

    def _at(self, typed: str) -> str:
        at = bisect.bisect_left(self._words, typed)
        return self._words[at] if at < len(self._words) else ""
