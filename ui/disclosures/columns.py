"""What the lists of disclosures show."""

from clinic_desktop.disclosures.model import PURPOSES, WAYS, Disclosure
from clinic_desktop.disclosures.rules.words import listed_words, standing_words, whom_words
from clinic_desktop.values import dates
from clinic_desktop.wording import mark, say
from ui.kit.one_line import one_line
from ui.kit.paged_model import Column

_DAY: Column[Disclosure] = Column(mark("Day"), lambda one: dates.shown(one.told_on), share=3, least="20 Nov 2026")
# What is told in more words, and is read again in the entry itself, gives way: whom and what are read whole.
_REST: tuple[Column[Disclosure], ...] = (
    Column(mark("To whom"), whom_words, share=6, least="Cascade Mutual Auto"),
    Column(mark("What"), lambda one: one_line(listed_words(one)), share=7, least="Progress report, 12 pages"),
    Column(
        mark("What for"),
        lambda one: say(PURPOSES[one.purpose]),
        share=5,
        least="Required by law",
    ),
    Column(mark("How"), lambda one: say(WAYS[one.how]), share=2, least="In person", spare=1),
    Column(mark("State"), standing_words, share=3, least="Not in the accounting", spare=2),
)
DISCLOSURE_COLUMNS_OF_CLIENT: tuple[Column[Disclosure], ...] = (_DAY, *_REST)
DISCLOSURE_COLUMNS: tuple[Column[Disclosure], ...] = (
    _DAY,
    Column(mark("Client"), lambda one: one.client_name, share=6, least="Nguyễn, Rosalind"),
    *_REST,
)
