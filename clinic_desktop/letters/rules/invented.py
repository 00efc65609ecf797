"""A letter with the facts of nobody: what the clinic's own words make, shown while they are written."""

from collections.abc import Mapping

from clinic_desktop.letters.model import (
    ComposedLetter,
    LetterDraft,
    LetterFacts,
    LetterPaper,
    LetterTemplate,
    OwnText,
)
from clinic_desktop.letters.rules.composing import composed, paper_of, with_own
from clinic_desktop.letters.rules.placeholders import CONDITIONS, PLACEHOLDERS

# Of a letter to nobody all holds, but for what would leave paragraphs out.
_HOLDS = frozenset(CONDITIONS) - {"late", "minor", "only_terms", "second_level", "unanswered", "at_once"}


def invented_letter(template: LetterTemplate, own: Mapping[str, OwnText], voice: str = "") -> ComposedLetter:
    """The letter of an invented client, with every paragraph there is."""
    facts = LetterFacts({key: one.example for key, one in PLACEHOLDERS.items()}, _HOLDS)
    return composed(with_own(template, own), LetterDraft(kind=template.kind, voice=voice), facts)


def invented_paper(template: LetterTemplate, own: Mapping[str, OwnText], voice: str = "") -> LetterPaper:
    """The same as its paper, which has DRAFT across it: it is never issued."""
    return paper_of(invented_letter(template, own, voice))
