"""What the lists of disclosures show."""

from clinic_desktop.disclosures.model import Disclosure
from clinic_desktop.disclosures.rules.words import standing_words, way_words, what_words, whom_words, why_words
from clinic_desktop.values import dates
from clinic_desktop.wording import mark
from ui.kit.one_line import one_line
from ui.kit.paged_model import Column

_DAY: Column[Disclosure] = Column(mark("Day"), lambda one: dates.shown(one.told_on), share=3, least="20 Nov 2026")
_REST: tuple[Column[Disclosure], ...] = (
    Column(mark("To whom"), whom_words, share=6, least="Cascade Mutual"),
    Column(mark("What"), lambda one: one_line(what_words(one)), share=7, least="Packet: Appeal, 31 pages"),
    Column(mark("What for"), lambda one: one_line(why_words(one)), share=6, least="Required by law", spare=2),
    Column(mark("How"), way_words, share=5, least="Fax to (253) 555-0199", spare=3),
    Column(mark("State"), standing_words, share=3, least="In the accounting"),
)
DISCLOSURE_COLUMNS_OF_CLIENT: tuple[Column[Disclosure], ...] = (_DAY, *_REST)
DISCLOSURE_COLUMNS: tuple[Column[Disclosure], ...] = (
    _DAY,
    Column(mark("Client"), lambda one: one.client_name, share=6, least="Nguyễn, Rosalind (Roz)"),
    *_REST,
)
