"""Voids an issued bill: says what that means, and asks why."""

from collections.abc import Callable

from clinic_desktop.superbills.commands.bills import VoidBill
from clinic_desktop.superbills.model.issued import IssuedBill
from clinic_desktop.superbills.queries.issued import is_whole
from clinic_desktop.wording import say
from ui.kit.ask_void import AskVoid
from ui.session import Session
from ui.superbills.kinds import VOID, VOID_THIS


class VoidForm(AskVoid):
    """Why a bill is void."""

    topic = "60-superbills#void"

    def __init__(
        self, session: Session, found: IssuedBill, then: tuple[Callable[[], object], Callable[[], object]], why: str
    ) -> None:
        """`then` is done once it is void, and when it is given up; a reason half typed is kept as a draft. `why` is the
        reason that is proposed, "" without one."""
        means = say("The paper says VOID from now on, and its visits can be billed again. This cannot be undone.")
        if not is_whole(session.clinic.read, found):
            means = say(
                "The paper that was handed out is damaged: the one that says VOID is made from the record. Its visits"
                " can be billed again. This cannot be undone."
            )
        super().__init__(
            (means, say(VOID[found.kind])),
            lambda typed: session.run(VoidBill(found.id, found.version, typed)),
            title=say(VOID_THIS[found.kind]),
        )
        if why:
            self.form.fill({"why": why})
        self.begin(session.clinic.drafts, f"void:{found.id}", *then)
