"""The paper of a treatment plan in the chart, with the copies that the prescriber signed."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.cases.queries import case
from clinic_desktop.chart.loader import expected_cost
from clinic_desktop.errors import ClinicError, Missing, StoreTrouble
from clinic_desktop.jobs import Progress
from clinic_desktop.plans.commands.after import KeepSignedCopy
from clinic_desktop.plans.document.paper import plan_pdf
from clinic_desktop.plans.loader import measure_titles
from clinic_desktop.plans.model import PlanPaper, SignedCopy, TreatmentPlan
from clinic_desktop.plans.queries import paper_now, plan_paper, treatment_plan
from clinic_desktop.plans.rules.progress import prescriber_words, standing_words
from clinic_desktop.plans.rules.sending import ENDINGS, copy_kind, refuse_size, size_words
from clinic_desktop.store.files import write_beside
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.handing import HandoutPage
from ui.kit.buttons import button
from ui.kit.facts import facts
from ui.kit.files import ask_where, ask_which
from ui.kit.layout import column, emptied, holder, row
from ui.kit.leaving import Gone, tell_gone
from ui.kit.paper_bar import Handout
from ui.kit.text import Text
from ui.superbills.making import Making

_KINDS = {"pdf": "PDF", "jpeg": "JPEG", "png": "PNG"}


class PlanPaperPage(HandoutPage):
    """A signed version is as it was kept; a draft as it stands. `go` leads to another part of the chart."""

    topic = "47-plans#paper"

    def __init__(self, making: Making, plan: int, left: Callable[[], object], go: Callable[[str], object]) -> None:
        """Raises Missing where there is none of that client."""
        session = making.session
        self._session, self._jobs, self._go = session, making.jobs, go
        self._plan = found = treatment_plan(session.clinic.read, plan)
        if case(session.clinic.read, found.case).client != making.client:
            raise Missing(say("This treatment plan is another client’s."))
        names = say("Treatment plan, version {number}", number=found.number), say("The paper of this plan")
        super().__init__(making.jobs, names, say("Plan"), left)
        self._state, self._copies = QVBoxLayout(), QVBoxLayout()
        self.attach_button = button(say("Attach signed copy"), self._ask_copy, picture="plus")
        self._back = holder(
            column(Text(say("Signed by the prescriber"), "heading"), self._copies, row(self.attach_button, None), gap=1)
        )
        self.lay_out(self._state, 1, self._back)
        self._back.setVisible(found.signed_on is not None)
        paper = self._paper(making)
        pdf = plan_pdf(paper)
        title = say("Treatment plan {number}", number=found.id)
        self.show_paper(Handout(f"treatment-plan-{found.id}.pdf", title, lambda: pdf, ("treatment_plans", found.id)))
        self._show_state(found)
        # A signature typed, or a copy attached, while the paper is open.
        session.keep_fresh(self, "plan_sendings", "plan_copies")

    def reload(self) -> None:
        """What happened to it since."""
        self._plan = treatment_plan(self._session.clinic.read, self._plan.id)
        self._show_state(self._plan)

    def attach(self, path: Path) -> None:
        """Keep that file as the signed copy; the banner says what came of it."""

        def work(_: Progress) -> bytes:
            try:
                # Not a gigabyte into memory to find that it is too large.
                refuse_size(path.stat().st_size)
                content = path.read_bytes()
            except OSError as trouble:
                raise StoreTrouble(say("The file could not be read: {why}.", why=trouble.strerror)) from trouble
            copy_kind(content)
            return content

        lives = self._alive()

        def done(content: bytes) -> None:
            if lives:
                self._keep(content)

        def failed(error: Exception) -> None:
            if not isinstance(error, ClinicError):
                raise error
            if lives:
                self.banner.show_words("stop", error.words)

        self._jobs.run(say("Reading the file"), work, done, failed)

    def save_copy(self, copy: SignedCopy, path: Path) -> None:
        """Write a kept copy to a file."""
        try:
            write_beside(path, self._session.clinic.read.content(copy.digest))
        except ClinicError as trouble:
            self.banner.show_words("stop", trouble.words)
        else:
            about = ("treatment_plans", self._plan.id)
            tell_gone(Gone("file", say("Signed copy of a treatment plan"), about, path.name))
            self.banner.show_words("good", say("Saved."))

    def _alive(self) -> list[bool]:
        lives = [True]
        self.destroyed.connect(lambda *_: lives.clear())
        return lives

    def _keep(self, content: bytes) -> None:
        try:
            self._session.run(KeepSignedCopy(self._plan.id, content))
        except ClinicError as trouble:
            self.banner.show_words("stop", trouble.words)
            return
        self.reload()
        size, sending = size_words(len(content)), self._plan.sending
        if sending and sending.signed_on:
            self.banner.show_words("good", say("The signed copy is kept ({size}).", size=size))
            return
        way_on = say("Type the day"), lambda: self._go(f"plan-sent/{self._plan.id}/signed_on")
        words = say("The signed copy is kept ({size}). Type the day beside the signature, too.", size=size)
        self.banner.show_words("good", words, way_on)

    def _paper(self, making: Making) -> PlanPaper:
        read, plan = self._session.clinic.read, self._plan
        if plan.signed_on:
            return plan_paper(read, plan.id)
        try:
            now = paper_now(read, plan, measure_titles())
        except Missing:
            # The prescription was removed since: the draft stands without one until another is chosen.
            now = paper_now(read, replace(plan, prescription=None), measure_titles())
        titles = tuple((code, making.codes.title(code)) for code in plan.diagnoses)
        cost = expected_cost(read, plan.case, self._session.clinic.clock.today())
        return PlanPaper(plan, replace(now, titles=titles, cost=cost))

    def _show_state(self, plan: TreatmentPlan) -> None:
        emptied(self._state)
        told = facts(((say("Therapist"), standing_words(plan)), (say("Prescriber"), prescriber_words(plan))))
        told.setContentsMargins(0, 0, 0, 0)
        self._state.addWidget(holder(told))
        emptied(self._copies)
        if not plan.copies:
            words = say("No copy yet. Scan what the prescriber signed: a PDF, JPEG or PNG file of at most 10 MB.")
            self._copies.addWidget(Text(words, "muted"))
        for at, one in enumerate(plan.copies):
            self._copies.addWidget(self._line(one, is_newest=at == 0))
        self.attach_button.setText(say("Attach another copy") if plan.copies else say("Attach signed copy"))

    def _line(self, copy: SignedCopy, *, is_newest: bool) -> QWidget:
        what = say("{kind}, {size}, attached {day}", kind=_KINDS[copy.kind], size=size_words(copy.size),
                   day=dates.shown(copy.kept_on))  # fmt: skip
        words = column(Text(what), *(() if is_newest else (Text(say("Replaced by a newer one"), "small"),)), gap=0)
        name = f"treatment-plan-{self._plan.id}-signed{ENDINGS[copy.kind]}"
        ask = partial(ask_where, self, say("Save signed copy"), name, partial(self.save_copy, copy))
        save = button(say("Save copy"), ask, "link")
        save.setAccessibleName(say("Save copy: {what}", what=what))
        line = row(words, save, gap=2)
        line.setStretch(0, 1)
        return holder(line)

    def _ask_copy(self) -> None:
        kinds = say("Signed copy ({patterns})", patterns="*.pdf *.jpg *.jpeg *.png")
        ask_which(self, say("Attach signed copy"), kinds, self.attach)
