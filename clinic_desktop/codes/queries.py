"""Finds diagnosis codes in the search file of a release, as they are typed."""

import bisect
from collections.abc import Mapping
from functools import cached_property, lru_cache

from clinic_desktop.codes import ranking
from clinic_desktop.codes.model import CodeHit, Family, Release, Words
from clinic_desktop.codes.ranking import Asked
from clinic_desktop.codes.rules import code_beginning, code_of
from clinic_desktop.store.reader import Reader

# The ids of families follow how likely they are: a search may stop at so many and has seen the best.
_RANKED = 150
_MOST_SHOWN = 40
_MOST_HEADINGS = 5
_FEW = 3
_LEAST_REPAIRED = 4
_REPAIR_RATIO = 70
_MOST_REPAIRS = 8
_COMMON = 0.15
# About; only the scale of what is common.
_FAMILIES = 50_000
_FIRST = "SELECT rowid FROM family_words WHERE family_words MATCH ? ORDER BY rowid LIMIT 1"
_FIND = "SELECT families.* FROM family_words JOIN families ON families.id = family_words.rowid WHERE family_words MATCH ?"


class CodeBook:
    """One release of ICD-10-CM, open for search. Belongs to the thread that opened it."""

    def __init__(self, read: Reader, release: Release, words: Words) -> None:
        """`read` is the release's search file."""
        self._read, self.release, self._words = read, release, words
        self._repaired = lru_cache(maxsize=512)(self._repair)

    def find(self, typed: str, used: Mapping[str, int] | None = None) -> tuple[CodeHit, ...]:
        """The codes that fit, best first: those that can be billed, then headings. `used` counts the clinic's own."""
        beginning = code_beginning(typed)
        found = self._by_code(beginning) if beginning else ()
        return found or self._by_words(typed, used or {})

    def close(self) -> None:
        """Close the search file."""
        self._read.close()

    @cached_property
    def vocabulary(self) -> list[str]:
        """Every word that some code has, and those whose meaning we know; sorted."""
        own = (word for phrase in self._words.meanings for word in phrase.split())
        return sorted({word for (word,) in self._read.rows("SELECT word FROM words")}.union(own))

    def _by_code(self, beginning: str) -> tuple[CodeHit, ...]:
        rows = self._read.rows(
            "SELECT code, title, billable FROM codes WHERE code >= ? AND code < ? AND instr(code, '-') = 0"
            " ORDER BY code LIMIT ?",
            beginning,
            beginning + "\x7f",
            _MOST_SHOWN * 3,
        )
        return _billable_first([CodeHit(code, title, bool(billable)) for code, title, billable in rows])

    def _by_words(self, typed: str, used: Mapping[str, int]) -> tuple[CodeHit, ...]:
        search = ranking.asked(typed, self._words.meanings)
        if not search.terms:
            return ()
        families = self._matching(ranking.expression(search.terms))
        if len(families) < _FEW:
            search, families = self._more(search, families)
        ranked = sorted(families, key=lambda one: (-ranking.score(one, search), one.id))
        return _billable_first(self._hits(ranked[:_MOST_SHOWN], search))

    def _matching(self, expression: str) -> list[Family]:
        rows = self._read.rows(f"{_FIND} ORDER BY family_words.rowid LIMIT {_RANKED}", expression)
        return [Family(*row) for row in rows]

    def _more(self, search: Asked, families: list[Family]) -> tuple[Asked, list[Family]]:
        """Try again: with words put right, then without one of them, then with any of them."""
        for is_right in (self._begins_one, self._is_one):
            words = [word if len(word) < _LEAST_REPAIRED or is_right(word) else self._repaired(word) for word in search.words]
            if tuple(words) != search.words:
                repaired = ranking.asked(" ".join(words), self._words.meanings)
                found = self._matching(ranking.expression(repaired.terms))
                search, families = (repaired, found) if found or not families else (search, families)
            if families:
                return search, families
        terms = search.terms
        if len(terms) == 1:
            return search, families
        without_one = (f"({ranking.expression(terms[:at] + terms[at + 1 :])})" for at in range(len(terms)))
        return search, self._matching(" OR ".join(without_one)) or self._matching(ranking.expression(terms, " OR "))

    def _begins_one(self, word: str) -> bool:
        at = bisect.bisect_left(self.vocabulary, word)
        return at < len(self.vocabulary) and self.vocabulary[at].startswith(word)

    def _is_one(self, word: str) -> bool:
        at = bisect.bisect_left(self.vocabulary, word)
        return at < len(self.vocabulary) and self.vocabulary[at] == word

    def _repair(self, word: str) -> str:
        """The word that is nearest to one that no code has, or to what may become one; itself when none is near."""
        from rapidfuzz import fuzz, process
        from rapidfuzz.distance import OSA

        near = process.extract(
            word, self._beginnings(len(word) + 1), scorer=fuzz.ratio, score_cutoff=_REPAIR_RATIO, limit=_MOST_REPAIRS
        )
        # Letters that changed places are one slip; a common word is meant more often than a rare one.
        ranked = [(OSA.normalized_similarity(word, found) + self._commonness(found), found) for found, _, _ in near]
        return max(ranked)[1] if ranked else word

    def _commonness(self, beginning: str) -> float:
        """How soon the word comes among the families, whose order is how likely they are: 0 to 0.1."""
        first = next(self._read.rows(_FIRST, f'"{beginning}"*'), (_FAMILIES,))[0]
        return _COMMON * max(0.0, 1 - first / _FAMILIES)

    @lru_cache(maxsize=16)  # noqa: B019 - lives as long as the book
    def _beginnings(self, length: int) -> list[str]:
        return list(dict.fromkeys(word[:length] for word in self.vocabulary if len(word) >= _LEAST_REPAIRED))

    def _hits(self, families: list[Family], search: Asked) -> list[CodeHit]:
        wanted: list[str] = []
        for one in families:
            if len(wanted) < _MOST_SHOWN + _MOST_HEADINGS:
                wanted += _codes(one, search)
        marks = ", ".join("?" * len(wanted))
        rows = self._read.rows(f"SELECT code, title, billable FROM codes WHERE code IN ({marks})", *wanted)  # noqa: S608
        titles = {code: CodeHit(code, title, bool(billable)) for code, title, billable in rows}
        return [titles[code] for code in wanted]


def _codes(family: Family, search: Asked) -> list[str]:
    """The codes of a family: the encounter that was asked for first, else the initial one."""
    if not family.encounter:
        return [family.code]
    wanted = [term.choices[0].words[0].begun for term in search.terms]
    last = [one.partition(" ")[::2] for one in family.encounter.split("|")]
    last.sort(key=lambda one: -sum(word in f" {one[1]}" for word in wanted))
    return [code_of(family.code, seventh) for seventh, _ in last]


def _billable_first(hits: list[CodeHit]) -> tuple[CodeHit, ...]:
    billable = [hit for hit in hits if hit.billable][:_MOST_SHOWN]
    return (*billable, *[hit for hit in hits if not hit.billable][:_MOST_HEADINGS])
