"""What the list of letters shows."""

from clinic_desktop.letters.model import LetterRow
from clinic_desktop.values import dates
from clinic_desktop.wording import mark, say
from ui.kit.paged_model import Column


def letter_state(one: LetterRow) -> str:
    """How it stands: "Draft", "24 Nov 2026", "Void since 25 Nov 2026"."""
    if one.voided_on:
        return say("Void since {day}", day=dates.shown(one.voided_on))
    return dates.shown(one.issued_on) if one.issued_on else say("Draft")


LETTER_COLUMNS: tuple[Column[LetterRow], ...] = (
    Column(mark("Letter"), lambda one: say(one.title), share=5),
    Column(mark("To"), lambda one: one.to_whom, share=4),
    Column(mark("Issued"), letter_state, share=3, least="Void since 20 Nov 2026"),
)
