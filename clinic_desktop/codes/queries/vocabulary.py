"""Every word by which some code is found, and the one that was meant by a word that is none."""

import bisect
from collections.abc import Iterable
from functools import lru_cache

from clinic_desktop.store.reader import Reader

_SHORTEST = 4
# So many letters of a beginning have an index; so many words are named one by one.
_INDEXED, _MOST_BY_NAME = 3, 12
_LEAST_RATIO = 70
_MOST_LOOKED_AT = 8
# What a likely word counts beside its likeness; about how many families there are.
_LIKELY, _FAMILIES = 0.15, 50_000
_SAME_START, _WHOLE = 0.08, 0.05
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

    def begun(self, typed: str) -> str:
        """What stands for all words that begin so, in the search table's own language.

        A few words by name are looked up one by one as far as they are needed; a beginning is gathered whole, which
        costs milliseconds where no index of beginnings helps.
        """
        if len(typed) > _INDEXED:
            first = bisect.bisect_left(self._words, typed)
            words = self._words[first : first + _MOST_BY_NAME + 1]
            fitting = [word for word in words if word.startswith(typed)]
            if 0 < len(fitting) <= _MOST_BY_NAME:
                named = " OR ".join(f'"{word}"' for word in fitting)
                return f"({named})" if len(fitting) > 1 else named
        return f'"{typed}"*'

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
        ranked = [(OSA.normalized_similarity(typed, found) + self._beside(typed, found), found) for found, _, _ in near]
        return max(ranked)[1] if ranked else typed

    def _beside(self, typed: str, found: str) -> float:
        """What counts beside the likeness: the same first letter, a whole word, and how soon the word comes among the
        families, whose order is how likely they are."""
        first = next(self._read.rows(_FIRST, f'"{found}"*'), (_FAMILIES,))[0]
        alike = _SAME_START * (typed[0] == found[0]) + _WHOLE * self.is_one(found)
        return alike + _LIKELY * max(0.0, 1 - int(first) / _FAMILIES)

    def _begin(self, letters: int) -> list[str]:
        return list(dict.fromkeys(word[:letters] for word in self._words if len(word) >= _SHORTEST))

    def _at(self, typed: str) -> str:
        at = bisect.bisect_left(self._words, typed)
        return self._words[at] if at < len(self._words) else ""
