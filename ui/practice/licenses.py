"""The sheet of the clinic’s licenses and numbers, in the settings: how it looks, printed or saved."""

from PySide6.QtWidgets import QWidget

from clinic_desktop.practice.document.licenses import license_pdf
from clinic_desktop.practice.queries import license_paper
from clinic_desktop.wording import say
from ui.handing import paper_bar
from ui.jobs import Jobs
from ui.kit.banner import Banner
from ui.kit.fields import CheckField
from ui.kit.form import Form
from ui.kit.grid import step
from ui.kit.layout import card, column
from ui.kit.leaving import OF_CLINIC
from ui.kit.paper_bar import Handout
from ui.kit.pdf_view import PdfView
from ui.kit.text import Text
from ui.session import Session


class LicensesSection(QWidget):
    """The sheet of all therapists on the list, as of today."""

    def __init__(self, session: Session, jobs: Jobs) -> None:
        """With the tax ID only where somebody wants it."""
        super().__init__()
        self._session, self.banner = session, Banner()
        self.form = Form(
            CheckField(
                "tax_id", say("Print the tax ID too"), say("An EIN only: a Social Security number is never on it.")
            )
        )
        self.bar = paper_bar(self, self.banner, jobs)
        self.preview = PdfView(say("The sheet of licenses as it is printed"))
        self.preview.setMinimumHeight(step(30))
        words = Text(
            say("For payers who ask who treats: the clinic, the NPIs, and what each state gave each therapist."),
            "muted",
        )
        about = card(say("Licenses and NPI"), words, self.form, self.banner, self.bar, gap=2)
        whole = column(about, self.preview, gap=2)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.form)
        self.form.edited.connect(self.reload)
        session.keep_fresh(self, "practice", "therapists", "credentials")

    def reload(self) -> None:
        """Make the sheet again."""
        clinic = self._session.clinic
        with_tax_id = bool(self.form.values()["tax_id"])
        pdf = license_pdf(license_paper(clinic.read, clinic.clock.today(), with_tax_id=with_tax_id))
        self.preview.show_pdf(pdf)
        self.bar.offer(Handout("licenses.pdf", say("Licenses and NPI"), lambda: pdf, OF_CLINIC))
