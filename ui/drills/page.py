"""The cards of the second place and of tried restores, as the settings show them."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from clinic_desktop.drills.model import CameBack, Drill
from clinic_desktop.errors import ClinicError
from clinic_desktop.store.beside.whereabouts import is_same_disk, second_place_words
from clinic_desktop.values import money
from clinic_desktop.values.moments import shown_moment, told_moment
from clinic_desktop.wording import say, say_many
from ui.drills.course import DrillKeeper, failed_words
from ui.drills.second import SecondKeeper
from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.confirm import ask
from ui.kit.files import ask_folder
from ui.kit.layout import card, column, row
from ui.kit.text import Text
from ui.session import Session

_MILLION = 1_000_000
_THOUSAND = 1_000


class SecondPlaceCard(QWidget):
    """Which folder it is, how it is, and what can be done about it."""

    def __init__(self, session: Session, keeper: SecondKeeper) -> None:
        """Only the owner chooses it: the command says so."""
        super().__init__()
        self._session, self._keeper = session, keeper
        self._state, self._where, self._banner = Text(role="strong"), Text(role="small"), Banner()
        self._why = Text(
            say(
                "A stolen or broken computer takes its own backups along. Choose a folder on a USB stick or on another "
                "computer in your network: whenever it is there it gets a backup by itself while you work, and one "
                "more when the program is closed. Backups are encrypted like the clinic itself."
            )
        )
        self.choose_button = button(say("Choose the second place…"), self._ask)
        self.now_button = button(say("Back up there now"), self._now)
        self.give_up_button = button(say("No second place"), self._ask_to_give_up, "link")
        buttons = row(self.choose_button, self.now_button, None, self.give_up_button)
        title = say("Second place")
        self.setLayout(column(card(title, self._banner, self._state, self._where, self._why, buttons)))
        keeper.changed.connect(self.reload)
        self.reload()

    def reload(self) -> None:
        """Say it again."""
        place = self._keeper.place
        self._state.setText(self._keeper.words() if not self._keeper.trouble else say("The last backup there failed."))
        self._where.setText(_where(self._keeper))
        for shown in (self._state, self._where, self.now_button, self.give_up_button):
            shown.setVisible(place is not None)
        self.choose_button.setText(say("Choose another place…") if place else say("Choose the second place…"))
        if self._keeper.is_wrong:
            self._banner.show_words("warning", self._keeper.words())

    def choose(self, path: Path) -> None:
        """Take this folder, and say what is to be known of it."""
        self._banner.hide()
        try:
            self._keeper.choose(path)
        except ClinicError as error:
            self._banner.show_words("stop", error.words)
            return
        own = self._session.clinic.keys.folder.path
        cloud = second_place_words(path)
        if is_same_disk(own, path):
            words = say(
                "This folder lies on the same disk as the clinic: when that breaks or is stolen, both are gone. Better "
                "choose a stick, or a folder on another computer."
            )
            self._banner.show_words("warning", words)
        elif cloud:
            self._banner.show_words("note", cloud)

    def _ask(self) -> None:
        ask_folder(self, say("Which folder shall be the second place?"), self.choose)

    def _now(self) -> None:
        self._banner.hide()
        self.now_button.rest(True)
        self._keeper.keep(self._on_kept)

    def _on_kept(self) -> None:
        self.now_button.rest(False)
        if self._keeper.trouble:
            return
        if self._keeper.at is None:
            words = say("The second place is not there. Put the stick in, or connect the drive, then press it again.")
            self._banner.show_words("warning", words)
        else:
            self._banner.show_words("good", say("The second place has everything."))

    def _ask_to_give_up(self) -> None:
        detail = say("The backups that lie there stay. From now on no more are put there.")
        ask(self, say("Use no second place any more?"), detail, say("No second place"), self._give_up)

    def _give_up(self) -> None:
        self._banner.hide()
        try:
            self._keeper.give_up()
        except ClinicError as error:
            self._banner.show_words("stop", error.words)


class DrillCard(QWidget):
    """When a restore was last tried, what came out in figures, and the button that tries one now."""

    def __init__(self, keeper: DrillKeeper) -> None:
        """Reads itself again when one is over."""
        super().__init__()
        self._keeper = keeper
        self._state, self._back, self._banner = Text(role="strong"), Text(), Banner()
        self._figures = Text(role="muted")
        why = Text(
            say(
                "Once a month the newest backup is restored to see what comes out of it: into a folder of its own, "
                "which is removed afterwards. Where there is a second place, the two take turns."
            )
        )
        self.try_button = button(say("Try a restore now"), keeper.try_now)
        title, came = say("Restores that were tried"), (self._back, self._figures)
        self.setLayout(column(card(title, self._banner, self._state, *came, why, row(self.try_button, None))))
        keeper.changed.connect(self.reload)
        self.reload()

    def reload(self) -> None:
        """Say it again."""
        last = self._keeper.last
        self.try_button.rest(self._keeper.is_trying)
        self.try_button.setText(say("Trying a restore") if self._keeper.is_trying else say("Try a restore now"))
        self._state.setText(tried_words(last))
        back = last.back if last else None
        self._back.setText(say("Came out of it: {what}", what=back_words(back)) if back else "")
        self._back.setVisible(back is not None)
        self._figures.setText(figures_words(last) if last else "")
        self._figures.setVisible(last is not None)
        if self._keeper.trouble:
            self._banner.show_words("warning", self._keeper.trouble)
        elif last and last.trouble:
            self._banner.show_words("stop", failed_words(last))
        else:
            self._banner.hide()


def tried_words(last: Drill | None) -> str:
    """When it was, and whether it succeeded."""
    if last is None:
        return say("No restore was tried yet.")
    when = shown_moment(last.tried)
    if last.trouble:
        return say("{when}: it failed.", when=when)
    return say("{when}: everything came out as it was.", when=when)


def figures_words(drill: Drill) -> str:
    """What came out, counted."""
    held = drill.entries - drill.entries_wrong
    files = [
        say("{equal} of {all} files equal", equal=f"{drill.files_equal:,}", all=f"{drill.files:,}"),
        say("{size} MB", size=f"{drill.size / _MILLION:,.1f}"),
    ]
    files = files if drill.files else []
    sums = [say("{equal} of {all} sums of money equal", equal=drill.sums_equal, all=drill.sums)] if drill.sums else []
    parts = [
        say("Second place") if drill.place == "second" else say("This computer"),
        say("backup of {when}", when=shown_moment(drill.made)),
        say("{equal} of {all} tables equal", equal=drill.tables_equal, all=drill.tables),
        say_many("{rows} row", "{rows} rows", drill.rows, rows=f"{drill.rows:,}"),
        *sums,
        *files,
        say_many(
            "{held} entry of the audit trail holds", "{held} entries of the audit trail hold", held, held=f"{held:,}"
        ),
        say("{seconds} s", seconds=f"{drill.milliseconds / _THOUSAND:,.1f}"),
    ]
    return " · ".join(parts)


def back_words(back: CameBack) -> str:
    """What came back of what a person knows: "44 clients · 612 visits · 120 superbills and receipts · …"."""
    return " · ".join(
        (
            say_many("{shown} client", "{shown} clients", back.clients, shown=f"{back.clients:,}"),
            say_many("{shown} visit", "{shown} visits", back.visits, shown=f"{back.visits:,}"),
            say_many(
                "{shown} superbill or receipt", "{shown} superbills and receipts", back.bills, shown=f"{back.bills:,}"
            ),
            say("{amount} charged", amount=money.shown(back.charged)),
            say("{amount} paid", amount=money.shown(back.paid)),
        )
    )


def _where(keeper: SecondKeeper) -> str:
    place = keeper.place
    if place is None:
        return ""
    if keeper.at is not None:
        return say("{path}, there now", path=str(keeper.at))
    seen = told_moment(place.seen(), keeper.today())
    return say("{path}, last seen {when}", path=place.path, when=seen)
