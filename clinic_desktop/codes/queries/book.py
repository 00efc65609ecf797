"""One release of ICD-10-CM, open for search: as typed, by code or by words, and each code by itself."""

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

from clinic_desktop.codes.model import CodeHit, CodeLine, Family, FoundCodes, Release, Words
from clinic_desktop.codes.queries.vocabulary import Vocabulary
from clinic_desktop.codes.rules import ranking
from clinic_desktop.codes.rules.checks import Around
from clinic_desktop.codes.rules.codes import base_of, code_beginnings, code_of, is_whole_length
from clinic_desktop.codes.rules.excludes import headings, holds
from clinic_desktop.codes.rules.ranking import MOST_COUNTED, Asked, Term
from clinic_desktop.store.reader import Reader

# The ids of families follow how likely they are: a search may stop at so many and has seen the best.
_RANKED = 150
_MOST_SHOWN = 40
_MOST_HEADINGS, _MOST_BELOW = 4, 8
# Fewer hits than this, and the words are looked at again: one of them may be misspelt.
_FEW = 3
_AFTER_ANY_LETTER = "\x7f"
_FIND = (
    "SELECT families.* FROM family_words JOIN families ON families.id = family_words.rowid WHERE family_words MATCH ?"
)


class CodeBook:
    """Belongs to the thread that opened it."""

    def __init__(self, read: Reader, release: Release, words: Words) -> None:
        """`read` is the release's search file."""
        self._read, self.release, self._words = read, release, words
        # Of the words before the one that is being typed, the same at every letter.
        self._counted = lru_cache(maxsize=256)(self._count)

    def find(self, typed: str, used: Mapping[str, int] | None = None) -> tuple[CodeHit, ...]:
        """The codes that fit, as `search` finds them."""
        return self.search(typed, used).hits

    def search(self, typed: str, used: Mapping[str, int] | None = None) -> FoundCodes:
        """The codes that fit, best first: those that can be billed, then headings with what is below them.

        `used` counts the clinic's own codes: they come sooner, and alone where nothing is typed.
        """
        if not typed.strip():
            return FoundCodes(self._most_used(used or {}), is_sure=False)
        for beginning in code_beginnings(typed):
            hits = self._by_code(beginning)
            if hits:
                return FoundCodes(
                    self._arranged(hits), is_sure=hits[0] == CodeHit(beginning, hits[0].title, billable=True)
                )
        hits, is_sure = self._by_words(typed, used or {})
        return FoundCodes(self._arranged(hits), is_sure)

    def line(self, code: str) -> CodeLine | None:
        """A code of this release with its own Excludes notes; None when it has none such."""
        for row in self._read.all("SELECT * FROM codes WHERE code = ?", code):
            return CodeLine(row["code"], bool(row["billable"]), row["title"], "", row["excludes1"], row["excludes2"])
        return None

    def below(self, code: str, most: int = _MOST_BELOW) -> tuple[CodeHit, ...]:
        """The codes below a heading that can be billed, in their order."""
        rows = self._read.rows(
            "SELECT code, title FROM codes WHERE code > ? AND code < ? AND billable = 1 ORDER BY code LIMIT ?",
            code,
            code + _AFTER_ANY_LETTER,
            most,
        )
        return tuple(CodeHit(found, title, billable=True) for found, title in rows)

    def around(self, code: str) -> Around:
        """What a check looks at."""
        beside = self.below(code[:-1]) if is_whole_length(code) else ()
        return Around(self.line(code), self.below(code), beside)

    def notes(self, codes: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """The Excludes1 notes that hold for any of these codes, by where they stand: the code, a heading above it, its
        block or chapter."""
        places = dict.fromkeys(place for code in codes for place in headings(code))
        places |= dict.fromkeys(block for block in self._blocks if any(holds(block, code) for code in codes))
        marks = ", ".join("?" * len(places))
        rows = self._read.rows(
            f"SELECT code, excludes1 FROM codes WHERE code IN ({marks}) AND excludes1 <> ''",  # noqa: S608 - marks only
            *places,
        )
        return {place: tuple(written.split("|")) for place, written in rows}

    def close(self) -> None:
        """Close the search file."""
        self._read.close()

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The words codes are found by."""
        return Vocabulary(self._read, (word for phrase in self._words.meanings for word in phrase.split()))

    @cached_property
    def _blocks(self) -> tuple[str, ...]:
        """The blocks and chapters that have a note, by the index made for this."""
        rows = self._read.rows("SELECT code FROM codes WHERE instr(code, '-') > 0 AND excludes1 <> '' ORDER BY code")
        return tuple(block for (block,) in rows)

    def _most_used(self, used: Mapping[str, int]) -> tuple[CodeHit, ...]:
        codes = sorted(used, key=lambda code: (-used[code], code))[:_MOST_SHOWN]
        return tuple(hit for hit in self._titled(codes) if hit.billable)

    def _by_code(self, beginning: str) -> list[CodeHit]:
        rows = self._read.rows(
            "SELECT code, title, billable FROM codes WHERE code >= ? AND code < ? AND instr(code, '-') = 0"
            " ORDER BY code LIMIT ?",
            beginning,
            beginning + _AFTER_ANY_LETTER,
            _MOST_SHOWN + _MOST_HEADINGS * _MOST_BELOW,
        )
        return [CodeHit(code, title, bool(billable)) for code, title, billable in rows]

    def _by_words(self, typed: str, used: Mapping[str, int]) -> tuple[list[CodeHit], bool]:
        """The codes that fit, and whether all of the words do, misspelt ones put right."""
        search = ranking.asked(typed, self._words.meanings)
        if not search.terms:
            return [], False
        families, fits = self._matching(self._expression(search.terms)), True
        if len(families) < _FEW:
            search, families = self._put_right(search, families)
        if not families:
            fits = False
            search, families = self._with_less(search)
        own = _by_family(used)
        if own and len(families) == _RANKED:
            known = {one.id for one in families}
            families += [one for one in self._own(search, own) if one.id not in known]
        ranked = sorted(families, key=lambda one: (-ranking.score(one, search, own.get(one.code, 0)), one.id))
        wanted: list[str] = []
        for one in ranked:
            if len(wanted) >= _MOST_SHOWN + _MOST_HEADINGS:
                break
            wanted += _codes(one, search)
        return self._titled(wanted), fits

    def _matching(self, expression: str) -> list[Family]:
        rows = self._read.rows(f"{_FIND} ORDER BY family_words.rowid LIMIT {_RANKED}", expression)
        return [Family(*row) for row in rows]

    def _own(self, search: Asked, own: Mapping[str, int]) -> list[Family]:
        """Those of the clinic's own that fit and are not among the likely ones."""
        marks = ", ".join("?" * len(own))
        sql = f"{_FIND} AND family_words.rowid IN (SELECT id FROM families WHERE code IN ({marks}))"  # noqa: S608 - marks only
        return [Family(*row) for row in self._read.rows(sql, self._expression(search.terms), *own)]

    def _put_right(self, search: Asked, families: list[Family]) -> tuple[Asked, list[Family]]:
        """Try with misspelt words put right: first those that begin no other, then those that are none themselves."""
        for is_right in (self.vocabulary.begins_one, self.vocabulary.is_one):
            words = tuple(word if is_right(word) else self.vocabulary.put_right(word) for word in search.words)
            if words != search.words:
                other = ranking.asked(" ".join(words), self._words.meanings)
                found = self._matching(self._expression(other.terms))
                if found or not families:
                    search, families = other, found
            if families:
                break
        return search, families

    def _with_less(self, search: Asked) -> tuple[Asked, list[Family]]:
        """Leave out what finds nothing, then one more word, then take any: the rarer a word, the more it counts."""
        before = search.terms
        search = ranking.weighed(search, [self._counted(term) for term in before])
        terms = search.terms
        if not terms:
            return search, []
        families = self._matching(self._expression(terms)) if len(terms) < len(before) else []
        if families or len(terms) == 1:
            return search, families
        without_one = (f"({self._expression(terms[:at] + terms[at + 1 :])})" for at in range(len(terms)))
        return search, self._matching(" OR ".join(without_one)) or self._matching(self._expression(terms, " OR "))

    def _expression(self, terms: tuple[Term, ...], joined: str = " AND ") -> str:
        return ranking.expression(terms, self.vocabulary.begun, joined)

    def _count(self, term: Term) -> int:
        sql = "SELECT count(*) FROM (SELECT 1 FROM family_words WHERE family_words MATCH ? LIMIT ?)"
        ((count,),) = self._read.rows(sql, self._expression((term,)), MOST_COUNTED)
        return int(count)

    def _titled(self, codes: Sequence[str]) -> list[CodeHit]:
        marks = ", ".join("?" * len(codes))
        rows = self._read.rows(f"SELECT code, title, billable FROM codes WHERE code IN ({marks})", *codes)  # noqa: S608 - marks only
        hits = {code: CodeHit(code, title, bool(billable)) for code, title, billable in rows}
        return [hits[code] for code in codes if code in hits]

    def _arranged(self, hits: Sequence[CodeHit]) -> tuple[CodeHit, ...]:
        shown = [hit for hit in hits if hit.billable][:_MOST_SHOWN]
        known = {hit.code for hit in shown}
        for heading in [hit for hit in hits if not hit.billable][:_MOST_HEADINGS]:
            more = [hit for hit in self.below(heading.code) if hit.code not in known]
            known.update(hit.code for hit in more)
            shown += [heading, *more]
        return tuple(shown)


def _by_family(used: Mapping[str, int]) -> dict[str, int]:
    """How often the families of these codes were used: the code itself, or the one it is an encounter of."""
    own: dict[str, int] = {}
    for code, times in used.items():
        for family in {code, base_of(code)}:
            own[family] = own.get(family, 0) + times
    return own


def _codes(family: Family, search: Asked) -> list[str]:
    """The codes of a family: the encounter that was asked for first, else the initial one."""
    if not family.encounter:
        return [family.code]
    wanted = [term.answers[0].words[0].begun for term in search.terms]
    encounters = [one.partition(" ")[::2] for one in family.encounter.split("|")]
    encounters.sort(key=lambda one: -sum(word in f" {one[1]}" for word in wanted))
    return [code_of(family.code, last) for last, _ in encounters]
