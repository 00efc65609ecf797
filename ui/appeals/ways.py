"""What may be written and sent for the step that counts now: the letter that fits, the packet, the other letters."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from clinic_desktop.appeals.loader.books import books
from clinic_desktop.appeals.model import STEP_LETTERS, Appeal, Denial, Level
from clinic_desktop.appeals.queries.letters import letter_for
from clinic_desktop.appeals.queries.standing import standing_of
from clinic_desktop.appeals.rules.advice import LETTERS
from clinic_desktop.appeals.rules.reckoning import reckoned
from clinic_desktop.appeals.rules.triage import letters_at
from clinic_desktop.wording import say
from ui.kit.buttons import Button, button
from ui.kit.flow import flow
from ui.kit.layout import column, holder
from ui.kit.text import Text
from ui.session import Session

# What answers questions about a bill, where nothing is appealed.
_USUAL = "payer_reply"


@dataclass(frozen=True, slots=True)
class AppealWays:
    """What a denial leaves to do: `letters` are keys of LETTERS, the first one proposed; `letter` is the row of the one
    that is issued for the step already, 0 without one; `is_sent` that the step went out; `has_packet` that a packet
    helps, for `purpose`."""

    letters: tuple[str, ...]
    letter: int
    is_sent: bool
    has_packet: bool
    purpose: str


def ways_of(session: Session, found: Denial, step: Appeal | None) -> AppealWays:
    """What is left to do with the open step, or where that is None with the one that comes next."""
    read = session.clinic.read
    standing = standing_of(read, found.id, session.clinic.clock.today())
    whole = reckoned(standing.notice, standing.facts, books())
    level: Level = step.level if step else found.next_level or "internal"
    kinds = letters_at(
        whole.triage,
        level,
        whole.regimes.regimes,
        is_expedited=bool(step and step.is_expedited),
        is_begun=step is not None,
    )
    # Where an appeal is no letter of ours, or none is left, no other one stands for it.
    is_final = whole.triage.is_final and whole.triage.key != "correct"
    has_usual = step is None and not whole.triage.can_be_appealed and not is_final
    is_sent = step is not None and step.sent_on is not None
    is_over = step is None and found.next_level is None and bool(standing.steps)
    if is_sent or is_over:
        # The appeal itself is on its way, or was answered for good.
        kinds = tuple(one for one in kinds if one not in STEP_LETTERS)
    letter = step.letter if step else letter_for(read, found.id, level)
    return AppealWays(
        letters=kinds or ((_USUAL,) if has_usual else ()),
        letter=letter or 0,
        is_sent=is_sent,
        has_packet=not is_sent and not is_over and (step is not None or whole.triage.key != "explain"),
        # What is put right and sent again is no appeal, until one is begun: its criteria are not asked.
        purpose="reimbursement" if step is None and (found.action == "correct" or is_final) else "appeal",
    )


def ways_card(found: Denial, ways: AppealWays, go: Callable[[str], object]) -> QWidget:
    """The buttons: what comes next in front, what else may be written below it."""
    first, rest = ways.letters[:1], ways.letters[1:]
    if ways.is_sent or ways.letter:
        first, rest = (), tuple(one for one in ways.letters if ways.is_sent or one not in STEP_LETTERS)
    acts: list[Button] = []
    for kind in first:
        acts.append(button(say("Write the letter"), partial(go, f"letter/new/{kind}/{found.id}"), picture="plus"))
    if ways.has_packet:
        acts.append(button(say("Build the packet"), partial(go, f"packet/new/{ways.purpose}/denial:{found.id}")))
    others = [_link(kind, partial(go, f"letter/new/{kind}/{found.id}")) for kind in rest]
    another = button(say("Another letter…"), partial(go, "letter/new"), "link")
    lines = column(gap=1)
    if acts:
        lines.addWidget(holder(flow(*acts)))
    lines.addWidget(holder(flow(Text(_said(ways, *first), "muted", wrap=False), *others, another)))
    return holder(lines)


def _said(ways: AppealWays, first: str = "") -> str:
    if ways.is_sent:
        return say("While you wait, you may also write:")
    return say("The letter is: {kind}. Or write:", kind=say(LETTERS[first])) if first else say("You may also write:")


def _link(kind: str, act: Callable[[], object]) -> Button:
    made = button(say(LETTERS[kind]), act, "link")
    made.setAccessibleName(say("Write: {what}", what=say(LETTERS[kind])))
    return made
