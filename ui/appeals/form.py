"""The form of a denial: what its notice says, from top to bottom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from clinic_desktop.appeals.model import ABOUT, WHOSE, DenialDraft
from clinic_desktop.appeals.rules.advice import PlainReason
from clinic_desktop.appeals.rules.regimes import REGIMES
from clinic_desktop.values import money
from clinic_desktop.values.text import folded
from clinic_desktop.wording import say
from ui.kit.drafts import read_draft
from ui.kit.fields import ChoiceField, NoteField, TextField
from ui.kit.finder import Choice
from ui.kit.form import Form
from ui.kit.pick import picked
from ui.kit.pick_many import PickManyField


@dataclass(frozen=True, slots=True)
class DeniableBill:
    """A bill that a denial can be about: its row, what it is called, its visits, the policy that it names, "" without
    one, and, where it is a superbill, its number, else 0."""

    id: int
    words: str
    visits: tuple[int, ...]
    policy: str
    superbill: int


@dataclass(frozen=True, slots=True)
class DenialChoices:
    """What may be chosen: policies and visits as (id, words), what each visit was charged, in cents, bills, reasons in
    plain words, and the denial letters on file as (id, words)."""

    policies: Sequence[tuple[str, str]]
    visits: Mapping[str, str]
    charges: Mapping[str, int]
    bills: Sequence[DeniableBill]
    reasons: Mapping[str, PlainReason]
    notices: Sequence[tuple[str, str]] = ()


class ListedField(PickManyField):
    """Several of a list that is known, by key; an empty line shows all of it."""

    def __init__(self, key: str, label: str, hint: str, known: Mapping[str, str]) -> None:
        """`known` has the words of each key."""
        self._known = known
        super().__init__(key, label, self._find, hint, self._said)

    def keys(self) -> tuple[str, ...]:
        """What was chosen, and what stands in the line, in its order; a text that is on no list is none."""
        return tuple(key for key, _ in map(picked, self.value().splitlines()) if key)

    def shown(self, keys: Sequence[str]) -> str:
        """Keys as the field’s value."""
        return "\n".join(f"{key}\t{self._known.get(key, key)}" for key in keys)

    def _find(self, typed: str) -> list[Choice]:
        words = folded(typed).split()
        return [
            Choice(key, title) for key, title in self._known.items() if all(word in folded(title) for word in words)
        ]

    def _said(self, typed: str) -> Sequence[str]:
        return [key for key, title in self._known.items() if folded(title) == folded(typed)][:1]


class DenialForm(Form):
    """`draft` is what stands in it; choosing a bill puts its visits there, and the sum is that of the
    visits, until somebody typed others."""

    def __init__(self, choices: DenialChoices, linked: DenialDraft) -> None:
        """`linked` has the rows that it comes from: statement and authorization."""
        self._choices, self._linked = choices, linked
        self.reasons = ListedField(
            "reasons",
            say("Reasons in plain words"),
            say("Where the notice has no codes: type a word, or press the down key for all."),
            {key: one.words for key, one in choices.reasons.items()},
        )
        self.visits = ListedField("visits", say("Visits"), say("Those of the bill, or others."), choices.visits)
        bills = [(str(one.id), one.words) for one in choices.bills]
        whose = [("", say("As proposed")), *((key, say(words)) for key, words in WHOSE.items())]
        regimes = [("", say("As proposed")), *((key, say(words)) for key, words in REGIMES.items())]
        super().__init__(
            [
                (ChoiceField("policy", say("Whose notice"), choices.policies or [("", say("Add a policy first"))]), 3),
                (ChoiceField("about", say("About"), [(key, say(words)) for key, words in ABOUT.items()]), 2),
            ],
            ChoiceField("bill", say("Bill"), [("", say("No bill")), *bills]),
            self.visits,
            [
                (TextField("noticed_on", say("Date on the notice"), say("Empty where it shows none.")), 1),
                (TextField("received_on", say("Day it came")), 1),
                (TextField("deadline_on", say("Appeal by"), say("The last day that the notice names.")), 1),
            ],
            [
                (TextField("claim_number", say("Claim number")), 1),
                (TextField("amount", say("Not paid"), example="140.00"), 1),
            ],
            TextField("codes", say("Codes"), say("As they stand there."), example="CO-50 N130"),
            self.reasons,
            ChoiceField("attachment", say("The notice on file"), [("", say("Not on file")), *choices.notices]),
            NoteField("quoted", say("What it says"), say("Word for word: the letter quotes it."), lines=3),
            ChoiceField("whose", say("Whose appeal"), whose),
            [
                (TextField("representative", say("Who represents the client")), 1),
                (TextField("form_signed_on", say("Form signed on")), 1),
            ],
            [
                (ChoiceField("regime", say("Rules for the days"), regimes), 2),
                (TextField("contract_days", say("Days by the contract"), example="60"), 1),
            ],
            NoteField("note", say("Note"), lines=2),
        )
        # The last bill, and what the visits were charged, that stood there before.
        self._bill, self._before = "", ""
        self.visits.changed.connect(self._on_visits)
        self.fields["bill"].changed.connect(self._on_bill)
        self.edited.connect(self.show_what_counts)

    def draft(self) -> DenialDraft:
        """What is typed, with the rows that it comes from."""
        typed = read_draft(DenialDraft, self, visits="", reasons="")
        return replace(
            typed,
            visits=self.visits.keys(),
            reasons=self.reasons.keys(),
            statement=self._linked.statement,
            authorization=self._linked.authorization,
            form=self._linked.form,
        )

    def as_values(self, draft: DenialDraft) -> dict[str, str]:
        """A draft as the fields show it."""
        plain = {name: getattr(draft, name) for name in self.fields if isinstance(getattr(draft, name), str)}
        return plain | {"visits": self.visits.shown(draft.visits), "reasons": self.reasons.shown(draft.reasons)}

    def show_saved(self, draft: DenialDraft) -> None:
        """Show what is on record."""
        self._bill, self._before = draft.bill, self._charged(draft.visits)
        self.fill(self.as_values(draft))
        self.show_what_counts()

    def show_what_counts(self) -> None:
        """Ask only for what a denial of this kind has."""
        values = self.values()
        ahead = values["about"] == "ahead"
        self.fields["bill"].fold(ahead)
        self.visits.fold(ahead)
        self.fields["attachment"].fold(not self._choices.notices)
        for key in ("representative", "form_signed_on"):
            self.fields[key].fold(values["whose"] != "representative")

    def ask_for_contract(self, asked: bool) -> None:
        """Ask for the days of the contract where that is what counts."""
        self.fields["contract_days"].fold(not asked and not self.values()["contract_days"])

    def _on_bill(self) -> None:
        """Put the visits and the policy of the chosen bill there; of what stands there only visits stay that somebody
        chose beside a bill, or of this one bill alone."""
        bills = {str(one.id): one for one in self._choices.bills}
        before, now = bills.get(self._bill), bills.get(self.values()["bill"])
        if now is None:
            # The bill before it is still where the visits are from.
            return
        self._bill = str(now.id)
        chosen = set(self.visits.keys())
        if before is now:
            # The bill was taken away and chosen again: it has its visits again, unless some of them stand there.
            is_theirs = chosen.isdisjoint(map(str, now.visits))
        else:
            is_theirs = chosen <= {str(one) for one in before.visits} if before else not chosen
        if is_theirs:
            self.visits.set_value(self.visits.shown([str(one) for one in now.visits]))
            self._on_visits()
        if now.policy and now.policy in dict(self._choices.policies):
            self.fields["policy"].set_value(now.policy)

    def _on_visits(self) -> None:
        """What was not paid is what the visits were charged, until somebody typed otherwise."""
        now = self._charged(self.visits.keys())
        if now != self._before and self.values()["amount"] in ("", self._before):
            self.fields["amount"].set_value(now)
        self._before = now

    def _charged(self, visits: Sequence[str]) -> str:
        """What visits were charged, as it is typed; "" without any."""
        return money.typed(sum(self._choices.charges.get(one, 0) for one in visits)) if visits else ""
