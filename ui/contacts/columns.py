"""What the contact log shows."""

from collections.abc import Callable
from datetime import date

from clinic_desktop.contacts.model import ContactRow
from clinic_desktop.contacts.rules.words import follow_up_words, kind_words, party_words, when_words
from clinic_desktop.wording import mark, say
from ui.kit.one_line import one_line
from ui.kit.paged_model import Column


def gist(one: ContactRow) -> str:
    """What was said, in one line; of what was struck out the reason."""
    if one.struck_on:
        return say("Struck out: {why}", why=one_line(one.struck_why))
    return one_line(one.said)


def contact_columns(today: Callable[[], date]) -> tuple[Column[ContactRow], ...]:
    """`today` is asked whenever a line is painted: what was due may be overdue."""
    return (
        Column(mark("When"), when_words, share=4, least="20 Nov 2026, 11:45 AM"),
        Column(mark("Kind"), kind_words, share=2, least="Call from"),
        Column(mark("With"), party_words, share=6),
        Column(mark("Reference"), lambda one: one_line(one.reference), share=3),
        Column(mark("What was said"), gist, share=8),
        Column(
            mark("Follow-up"), lambda one: follow_up_words(one, today()), share=3, least="Overdue since 20 Nov 2026"
        ),
    )
