"""The coverage page of a chart: the policies of the chosen case, in the order in which they pay, what a payer has
authorized, whom to call, and what was said."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.authorizations.model import BurnDown
from clinic_desktop.chart.model import Glance
from clinic_desktop.payers.queries import department_page
from clinic_desktop.policies.commands import CopyPolicies, MovePolicy
from clinic_desktop.policies.model import PolicyRow
from clinic_desktop.policies.queries import cases_with_policies
from clinic_desktop.restrictions.queries import told_papers
from clinic_desktop.store.paging import Cursor, Page
from clinic_desktop.values.addresses import address_lines
from clinic_desktop.wording import say
from ui.authorizations.columns import AUTHORIZATION_COLUMNS
from ui.benefit_statements.lists import StatementList
from ui.chart.contacts import ContactLog
from ui.estimates.card import EstimateCard
from ui.kit.buttons import button
from ui.kit.facts import facts
from ui.kit.layout import card, column, emptied, holder, row, scrolled
from ui.kit.paged_model import PagedModel
from ui.kit.table import Table
from ui.kit.text import Text
from ui.payers.columns import department_name, phone_line
from ui.policies.columns import POLICY_COLUMNS
from ui.restrictions.card import RestrictionCard
from ui.session import Session

_MOST_POLICIES, _MOST_AUTHORIZATIONS = 6, 8


class CoveragePage(QWidget):
    """`go` leads to a part of the chart, as "policy/new"."""

    def __init__(self, session: Session, go: Callable[[str], object]) -> None:
        """Shows nothing before `show_glance`."""
        super().__init__()
        self._session, self._go = session, go
        self._glance: Glance | None = None
        self._model = PagedModel(self._fetch, POLICY_COLUMNS)
        self.table = Table(say("Policies"), self._model, "", rows=_MOST_POLICIES)
        self.table.opened.connect(lambda found: go(f"policy/{found.id}"))
        self.add_button = button(say("Add policy"), lambda: go("policy/new"), "main", "plus")
        self.up = button(say("Move up"), lambda: self._move(up=True))
        self.down = button(say("Move down"), lambda: self._move(up=False))
        self._why = Text(role="muted")
        self._copies = QVBoxLayout()
        self._calls = QVBoxLayout()
        self.contacts = ContactLog(session, go)
        self.estimates = EstimateCard(session, go)
        self._order = holder(row(self.up, self.down, None))
        heading = row(Text(say("Policies"), "heading", wrap=False), None, self.add_button)
        policies = card("", heading, self._why, self.table, self._order, self._copies, gap=2)
        self.statements = StatementList(session, go)
        self.restrictions = RestrictionCard(go)
        cards = (
            policies,
            self.restrictions,
            self._authorized(),
            self.estimates,
            self.statements,
            self._calls,
            self.contacts,
        )
        self.setLayout(column(scrolled(holder(column(*cards, None, gap=2, margin=3)))))
        self.table.chosen.connect(self._on_chosen)

    def _authorized(self) -> QWidget:
        """The card of the authorizations."""
        self._burns: tuple[BurnDown, ...] = ()
        self._burn_model = PagedModel(lambda _: Page(self._burns, None), AUTHORIZATION_COLUMNS)
        self.authorizations = Table(say("Prior authorizations"), self._burn_model, "", rows=_MOST_AUTHORIZATIONS)
        self.authorizations.opened.connect(lambda found: self._go(f"authorization/{found.id}"))
        self.add_authorization = button(say("Add authorization"), lambda: self._go("authorization/new"), picture="plus")
        title = Text(say("Prior authorizations"), "heading", wrap=False)
        return card("", row(title, None, self.add_authorization), self.authorizations, gap=2)

    def show_glance(self, glance: Glance) -> None:
        """Show what the chart says now."""
        chosen = self._chosen()
        self._glance = glance
        open_case = glance.case is not None
        self.add_button.setEnabled(open_case)
        self.table.say_empty(
            say("No policy yet. Copy the card: payer, member ID, relationship to subscriber.")
            if open_case
            else say("A case comes first: a policy belongs to what the client is treated for."),
            None if open_case else (say("New case"), lambda: self._go("case/new")),
        )
        self._why.setText(
            say("Of the case “{case}”. The primary one pays first.", case=glance.case.reason) if glance.case else ""
        )
        self._why.setVisible(open_case)
        self._order.setVisible(len(glance.policies) > 1)
        self._show_copies(glance)
        today = self._session.clinic.clock.today()
        papers = told_papers(self._session.clinic.read, glance.client.id, today) if glance.restrictions else ()
        self.restrictions.show_restrictions(glance.restrictions, papers)
        self._burns = glance.authorizations
        self.add_authorization.setEnabled(open_case)
        self.authorizations.say_empty(
            say("No authorization yet. Where the payer wants to be asked first, write down what it grants.")
            if open_case
            else say("A case comes first: it is authorized for what the client is treated for.")
        )
        self._burn_model.reload()
        self.estimates.show_estimates(glance.case, glance.estimates, glance.standing)
        self.statements.show_case(glance.case.id if glance.case else 0, glance.policies)
        self.contacts.show_glance(glance)
        self._model.reload()
        if glance.policies:
            # After another case was chosen, the one from before is not in the list.
            here = chosen is not None and any(one.id == chosen.id for one in glance.policies)
            self.table.select(chosen.id if chosen and here else glance.policies[0].id)
        self._on_chosen()

    def _fetch(self, _: Cursor | None) -> Page[PolicyRow]:
        # The head of the chart read them already.
        return Page(self._glance.policies if self._glance else (), None)

    def _chosen(self) -> PolicyRow | None:
        index = self.table.currentIndex()
        found = self._model.row(index.row()) if index.isValid() else None
        return found if isinstance(found, PolicyRow) else None

    def _move(self, *, up: bool) -> None:
        chosen = self._chosen()
        if chosen:
            self._session.attempt(MovePolicy(chosen.id, chosen.version, up))

    def _show_copies(self, glance: Glance) -> None:
        """Offer the cards of the client's other cases while this one has none."""
        emptied(self._copies)
        if glance.case is None or glance.policies:
            return
        here = glance.case.id
        insured = cases_with_policies(self._session.clinic.read, glance.client.id)
        for other in glance.cases:
            if other.id not in insured:
                continue
            words = say("Copy from “{case}”", case=other.reason)
            command = CopyPolicies(here, other.id)
            made = button(words, partial(self._session.attempt, command), picture="copy")
            made.does = say("Copy policies")
            self._copies.addWidget(made)

    def _on_chosen(self) -> None:
        """Show whom to call at the chosen policy's payer."""
        emptied(self._calls)
        chosen = self._chosen()
        if chosen is None:
            return
        there = button(say("Open the payer"), lambda: self._session.go("payers", str(chosen.payer)), picture="payers")
        heading = row(Text(say("Whom to call: {payer}", payer=chosen.payer_name), "heading"), there)
        departments = department_page(self._session.clinic.read, chosen.payer).rows
        pairs = []
        for one in departments:
            fax = say("fax {number}", number=one.fax) if one.fax else ""
            reach = " · ".join(part for part in (phone_line(one), fax, one.hours) if part)
            address = ", ".join(address_lines(one))
            pairs.append((department_name(one), "\n".join(part for part in (reach, address, one.note) if part)))
        empty = say("No phone number yet. Copy them from the back of the card to the payer’s page.")
        self._calls.addWidget(card("", heading, facts(pairs) if pairs else Text(empty, "muted"), gap=2))
