"""The page of the notice that says who can have a Good Faith Estimate: to print, to copy for the website, to say."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout

from clinic_desktop.estimates.document.notice import notice_pdf, notice_text, spoken
from clinic_desktop.practice.queries import practice
from clinic_desktop.superbills.queries.parties import billed_clinic
from clinic_desktop.wording import say
from ui.handing import HandoutPage
from ui.jobs import Jobs
from ui.kit.buttons import button
from ui.kit.clipboard import copy_text
from ui.kit.layout import column, emptied, holder, row
from ui.kit.leaving import OF_CLINIC
from ui.kit.paper_bar import Handout
from ui.kit.text import Text
from ui.session import Session


class NoticePage(HandoutPage):
    """`left` is called when the person goes back."""

    topic = "61-estimates#notice"

    def __init__(self, session: Session, jobs: Jobs, back_words: str, left: Callable[[], object]) -> None:
        """Reads itself again when the clinic’s name or address changes."""
        title = say("Notice of Good Faith Estimates")
        super().__init__(jobs, (title, say("The notice as it is posted")), back_words, left)
        self._session = session
        self.copy = button(say("Copy the text for the website"), self._on_copy, picture="note")
        self._aloud = QVBoxLayout()
        self.lay_out(
            Text(say("Who pays for visits alone is to learn that an estimate can be had. The rule wants three ways.")),
            1,
            column(
                Text(say("In the office"), "strong"),
                Text(say("Print it, and post it where clients see it and where visits are planned."), "muted"),
                gap=0,
            ),
            1,
            column(
                Text(say("On the website"), "strong"),
                Text(say("If the clinic has one: put the text where people look for prices."), "muted"),
                gap=0,
            ),
            holder(row(self.copy, None)),
            1,
            column(
                Text(say("Aloud"), "strong"),
                Text(say("When somebody plans a visit or asks what it costs:"), "muted"),
                self._aloud,
                gap=0,
            ),
        )
        session.keep_fresh(self, "practice", "therapists")

    def reload(self) -> None:
        """Set it again as the clinic is called now."""
        read = self._session.clinic.read
        own = practice(read)
        self._clinic = billed_clinic(read, own)
        emptied(self._aloud)
        self._aloud.addWidget(Text(say("“{words}”", words=spoken())))
        content = notice_pdf(self._clinic, is_demo=own.is_demo)
        self.show_paper(
            Handout("estimate-notice.pdf", say("Notice of Good Faith Estimates"), lambda: content, OF_CLINIC)
        )

    def _on_copy(self) -> None:
        copy_text(notice_text(self._clinic))
        self.banner.show_words("good", say("The text is copied. Paste it into the page of your website."))
