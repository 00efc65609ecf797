"""The section of the rule packs in the settings: which there are, and the ways to add, copy and remove one."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.coverage.commands.packs import AddRulePack, RemoveRulePack
from clinic_desktop.coverage.loader.example import example_id, example_pack
from clinic_desktop.coverage.loader.own_packs import move_in, move_out
from clinic_desktop.coverage.model.own_packs import OwnPack, PackMove
from clinic_desktop.coverage.queries.own_packs import own_packs, usual_payer
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.store.command import Command
from clinic_desktop.store.files import write_beside
from clinic_desktop.store.paging import Page
from clinic_desktop.wording import say, say_many
from clinic_desktop.written.file import BadFile, whole
from ui.coverage.packs.lines import PACK_COLUMNS, PackLine, pack_lines
from ui.coverage.packs.pages import Deciding, MovePage, RulePage, look_page, wrong_page
from ui.jobs import Jobs
from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.files import ask_where, ask_which
from ui.kit.keys import on_new
from ui.kit.layout import card, column, emptied, row
from ui.kit.paged_model import PagedModel
from ui.kit.table import Table
from ui.kit.text import Text
from ui.session import Session

_MOST_PACKS = 12


class RulesSection(QWidget):
    """The list, or in its place the page of one pack."""

    def __init__(self, session: Session, jobs: Jobs) -> None:
        """Reads itself again when a pack comes or goes."""
        super().__init__()
        self._session, self._jobs = session, jobs
        self._model = PagedModel(lambda _: Page(pack_lines(session.clinic.read), None), PACK_COLUMNS)
        self.table = Table(say("Rule packs"), self._model, "", rows=_MOST_PACKS)
        self.table.opened.connect(self.open)
        self.add_button = button(say("Add rule pack…"), self._ask, "main", "plus")
        self._banner = Banner()
        why = say(
            "Every verdict of the wizard follows these rules. Add rules of your own for a payer, from its letters, its "
            "manual or a call: a file that the program reads, and shows what it would change before it counts."
        )
        heading = row(Text(say("Coverage rules"), "heading", wrap=False), None, self.add_button)
        example = row(button(say("Save an example…"), self._ask_example), None)
        parts = (heading, self._banner, Text(why), self.table, example)
        self._list, self._place = card("", *parts, gap=2), QVBoxLayout()
        self.page: RulePage | None = None
        self.setLayout(column(self._list, self._place, gap=0))
        self.setFocusProxy(self.add_button)
        on_new(self, self._ask)
        session.keep_fresh(self, "rule_packs")

    def reload(self) -> None:
        """Read the list again; a page about what was there before is closed."""
        self._close()
        self.table.reload()
        lines = (self._model.row(at) for at in range(self._model.rowCount()))
        broken = sum(1 for one in lines if one.problems)
        self._banner.hide()
        if not broken:
            return
        words = say_many(
            "{count} rule pack is set aside: verdicts run without it, and say so. Open it to see why.",
            "{count} rule packs are set aside: verdicts run without them, and say so. Open one to see why.",
            broken,
        )
        self._banner.show_words("warning", words)

    def open(self, line: PackLine) -> None:
        """Show what a pack says."""
        own = line.own
        self._show(look_page(line, partial(self._ask_copy, own), partial(self.ask_removal, own)))

    def take(self, path: Path) -> None:
        """Read a file, and show what comes of it, or what is wrong with it."""
        file = path.name
        try:
            content = whole(path)
            move = move_in(self._session.clinic.read, content, file)
        except BadFile as bad:
            self._show(wrong_page(file, bad.problems, partial(self.take, path), self._ask))
            return
        title = say("Newer version of your rules") if move.row else say("New rules")
        told = say("The rules count from now on.")
        accept = self._decide(AddRulePack(content, file), told, move)
        self._show_move(move, Deciding(title, say("Accept rules"), accept))

    def ask_removal(self, own: OwnPack | None) -> None:
        """Show what comes of removing a pack of the clinic."""
        assert own
        move = move_out(self._session.clinic.read, own)
        remove = self._decide(RemoveRulePack(own.id, own.version), say("The rules no longer count."), move)
        self._show_move(move, Deciding(say("Remove these rules"), say("Remove rule pack"), remove))

    def copy_to(self, own: OwnPack, path: Path) -> None:
        """Save the file of a pack as it was accepted."""
        self._write(path, self._session.clinic.read.content(own.digest))

    def example_to(self, path: Path) -> None:
        """Save a pack to begin with, for the payer of most policies."""
        clinic = self._session.clinic
        self._write(path, example_pack(usual_payer(clinic.read), clinic.clock.today()).encode("utf-8"))

    def _ask(self) -> None:
        ask_which(self, say("The file of the rule pack"), say("Rule packs (*.toml)"), self.take)

    def _ask_copy(self, own: OwnPack | None) -> None:
        assert own
        ask_where(self, say("Save a copy"), Path(own.file).name, partial(self.copy_to, own))

    def _ask_example(self) -> None:
        payer = usual_payer(self._session.clinic.read)
        name = f"{example_id(payer)}.toml" if payer else "rule-pack.toml"
        ask_where(self, say("Save an example"), name, self.example_to)

    def _write(self, path: Path, content: bytes) -> None:
        try:
            write_beside(path, content)
        except StoreTrouble as trouble:
            self._session.trouble.emit(trouble.words)
        else:
            self._session.told.emit(say("Saved as {name}", name=path.name))

    def _decide(self, command: Command, told: str, move: PackMove) -> Callable[[], object]:
        def act() -> None:
            if not self._session.attempt(command):
                return
            self._session.told.emit(told)
            for one in own_packs(self._session.clinic.read):
                if move.after and one.pack == move.after.id:
                    self.table.select(one.id)
            self.table.setFocus()

        return act

    def _show_move(self, move: PackMove, asked: Deciding) -> None:
        self._show(MovePage(self._session, self._jobs, move, asked))

    def _show(self, page: RulePage) -> None:
        self._close()
        self.page = page
        page.left.connect(self._on_left)
        self._list.hide()
        self._place.addWidget(page)
        self.setFocusProxy(page)
        page.show()
        page.setFocus()

    def _on_left(self) -> None:
        self._close()
        self.table.setFocus()

    def _close(self) -> None:
        if self.page:
            self.setFocusProxy(self.add_button)
            emptied(self._place)
            self.page = None
            self._list.show()
