"""What the list of a client's files shows."""

from collections.abc import Callable

from PySide6.QtGui import QPixmap

from clinic_desktop.attachments.model import Attachment
from clinic_desktop.attachments.rules import called, kind_words
from clinic_desktop.values import dates
from clinic_desktop.wording import mark
from ui.kit.paged_model import Column


def attachment_columns(picture: Callable[[Attachment], QPixmap | None]) -> tuple[Column[Attachment], ...]:
    """The columns, with the first page of each before its title."""
    return (
        Column(mark("File"), called, share=6, picture=picture),
        Column(mark("Kind"), lambda one: kind_words(one.kind), share=4, least="Prescription or referral"),
        Column(mark("Date on it"), lambda one: dates.shown(one.day) if one.day else "", share=2, least="20 Nov 2026"),
        Column(mark("Pages"), lambda one: str(one.pages), right=True, least="500"),
        Column(mark("Case"), lambda one: one.case_reason, share=4, spare=2),
        Column(mark("Added"), lambda one: dates.shown(one.added_on), share=2, least="20 Nov 2026", spare=1),
    )
