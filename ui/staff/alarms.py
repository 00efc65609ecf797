"""What is loud in an open clinic: emergency access that goes on, and for an owner what happened meanwhile."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.errors import ClinicError
from clinic_desktop.signing_in import note_sign_in
from clinic_desktop.staff.commands.emergencies import EndEmergency, SeeEmergency, SeeFailedTries
from clinic_desktop.staff.commands.keys import SeeNotice
from clinic_desktop.staff.model import Emergency, FailedTries, OwnerNotice
from clinic_desktop.staff.queries import emergencies_unseen, failed_tries_unseen, notices_unseen
from clinic_desktop.store.command import Command
from clinic_desktop.values.moments import shown_moment
from clinic_desktop.wording import say, say_many
from ui.kit.banner import Banner, Kind
from ui.kit.layout import emptied
from ui.kit.text import isolated
from ui.session import Session

# So often the time that is left is looked at.
_LOOKED_MILLISECONDS = 1_000
_MINUTE = 60
# From so many failed tries on it is a warning.
_MANY = 3


class AlarmBar(QWidget):
    """Banners that nobody closes: each goes by what its one button does. Without one it takes no room; it never hides,
    for what is hidden is not read again after a change."""

    def __init__(self, session: Session) -> None:
        """Writes down first what has to be when somebody signed in."""
        super().__init__()
        self._session = session
        self.lasting: Banner | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._timer = QTimer(self, interval=_LOOKED_MILLISECONDS)
        self._timer.timeout.connect(self._count)
        try:
            note_sign_in(session.clinic)
        except ClinicError as trouble:
            why = trouble
            # Once whoever says it is there.
            QTimer.singleShot(0, self, lambda: session.say_why(why))
        session.keep_fresh(self, "emergencies", "failed_tries", "alarms_seen", "notices", "notices_seen", "staff")

    def reload(self) -> None:
        """Show what there is now."""
        emptied(self._layout)
        self.lasting = None
        clinic = self._session.clinic
        if clinic.emergency_seconds():
            self.lasting = self._added("stop", "", (say("End now"), self._end))
            self._timer.start()
            self._count()
        if clinic.person.role == "owner":
            for one in emergencies_unseen(clinic.read, clinic.person.id):
                self._added("warning", emergency_words(one, clinic.clock.now()), self._seen(SeeEmergency(one.id)))
            for tries in _by_name(failed_tries_unseen(clinic.read, clinic.person.id)):
                whole = FailedTries(0, tries[0].name, sum(one.many for one in tries), tries[-1].last)
                # Somebody mistypes every day; who guesses tries more often.
                kind: Kind = "note" if whole.many < _MANY else "warning"
                self._added(kind, tries_words(whole), self._seen(*(SeeFailedTries(one.id) for one in tries)))
            for notice in notices_unseen(clinic.read, clinic.person.id):
                self._added("warning", notice_words(notice), self._seen(SeeNotice(notice.id)))

    def _added(self, kind: Kind, words: str, action: tuple[str, Callable[[], object]]) -> Banner:
        made = Banner(stays=True)
        self._layout.addWidget(made)
        made.show_words(kind, words, action)
        return made

    def _seen(self, *commands: Command) -> tuple[str, Callable[[], object]]:
        return say("I have seen this"), lambda: all(self._session.attempt(one) for one in commands)

    def _end(self) -> bool:
        """End it; whether that is written down."""
        emergency = self._session.clinic.emergency
        return bool(emergency and self._session.attempt(EndEmergency(emergency.id)))

    def _count(self) -> None:
        clinic, banner = self._session.clinic, self.lasting
        left = clinic.emergency_seconds()
        if banner is None or clinic.emergency is None:
            self._timer.stop()
        elif left:
            words = lasting_words(clinic.emergency, left)
            if banner.words() != words:
                banner.show_words("stop", words, (say("End now"), self._end))
        else:
            # It is over by itself: written down, so that everybody reads when.
            self._timer.stop()
            if not self._end():
                # Over all the same, whatever a full disk takes: nobody is to read that it goes on.
                self.reload()


def _by_name(found: tuple[FailedTries, ...]) -> list[list[FailedTries]]:
    """One banner for each person, however often somebody failed since it was looked at."""
    named: dict[str, list[FailedTries]] = {}
    for one in found:
        named.setdefault(one.name, []).append(one)
    return list(named.values())


def lasting_words(emergency: Emergency, seconds: int) -> str:
    """The sentence about emergency access that goes on."""
    minutes = -(-seconds // _MINUTE)
    left = say_many("{count} minute left", "{count} minutes left", minutes)
    return say(
        "Emergency access: you read and write clinical records. {left}. Every owner reads why: “{reason}”",
        left=left,
        reason=isolated(emergency.reason),
    )


def emergency_words(one: Emergency, now: datetime) -> str:
    """The sentence that tells an owner of emergency access."""
    values = {"who": isolated(one.name), "begun": shown_moment(one.begun), "reason": isolated(one.reason)}
    if one.ended is None and now < one.until:
        return say("Emergency access by {who} since {begun}, and it goes on. Why: “{reason}”", **values)
    ended = shown_moment(min(one.ended or one.until, one.until))
    return say("Emergency access by {who} from {begun} until {ended}. Why: “{reason}”", ended=ended, **values)


def tries_words(tries: FailedTries) -> str:
    """The sentence that tells an owner of failed tries to sign in."""
    last = shown_moment(tries.last)
    if not tries.name:
        return say_many(
            "{count} failed try with the recovery key, on {last}.",
            "{count} failed tries with the recovery key, the last on {last}.",
            tries.many,
            last=last,
        )
    return say_many(
        "{count} failed try to sign in as {name}, on {last}.",
        "{count} failed tries to sign in as {name}, the last on {last}.",
        tries.many,
        name=isolated(tries.name),
        last=last,
    )


def notice_words(one: OwnerNotice) -> str:
    """The sentence that tells an owner of a key or of a restore."""
    when, who = shown_moment(one.noted), isolated(one.name)
    if one.kind in ("restore", "old owner"):
        made = shown_moment(one.about) if one.about else ""
        words = say("{who} restored a backup on {when}. The record goes on from {made}.", who=who, when=when, made=made)
        if one.kind == "old owner":
            why = say("Who is an owner now could not be read then, so an owner of that day was let in.")
            words = f"{words} {why}"
        kept = say("What stood there is kept among the backups.")
        return f"{words} {kept}"
    if one.kind == "recovery":
        return say(
            "The recovery key gave {who} a new password on {when}. If nobody of you did that, make a new recovery key "
            "and set a new password.",
            who=who,
            when=when,
        )
    if one.kind == "key of gone":
        return say(
            "{who} is disabled, and had a key in the key file again on {when}. It opened nothing here and was taken "
            "out. An older copy of the key file may have been put back.",
            who=who,
            when=when,
        )
    if one.kind == "tries":
        return say(
            "The count of failed tries to sign in was taken away before {when}. There may have been more tries than "
            "are told here.",
            when=when,
        )
    if not one.name:
        return say(
            "On {when} the key file had another recovery key than the last one that was made: an older copy of it may "
            "have been put back. If nobody of you did that, make a new recovery key.",
            when=when,
        )
    return say(
        "On {when} the key file had another key for {who} than the last one that was given: an older copy of it may "
        "have been put back, and an old password opens it. If nobody of you did that, set a new password.",
        who=who,
        when=when,
    )
