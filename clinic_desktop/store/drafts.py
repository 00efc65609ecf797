"""What is typed and not yet saved: one row a form and person, outside audit and undo, in the encrypted file."""

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from clinic_desktop.errors import Busy, StoreTrouble
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.connection import store_trouble
from clinic_desktop.store.turns import Turns, busy_words
from clinic_desktop.store.world import World

if TYPE_CHECKING:
    from sqlite_utils import Database

Body = dict[str, Any]


class Drafts:
    """Keeps drafts; a form's key names the form and the row it edits ("therapist:3", "service:new")."""

    def __init__(self, database: "Database", actor: int | None, clock: Clock, turns: Turns) -> None:
        """`actor` is the person whose drafts these are."""
        self._database, self.actor, self._clock, self._turns = database, actor or 0, clock, turns
        # What a full disk did not take, or what came beside something that takes long, by form: it waits in memory.
        self._waiting: dict[str, Body] = {}
        # What was saved or given up meanwhile, and lies on the disk still.
        self._gone: set[str] = set()
        self._is_late = False
        # Whether the world takes it.
        self.world = World()

    def go_on_with(self, database: "Database") -> None:
        """Keep them in another connection from now on, also what waited."""
        self._database = database
        self.take_up(self.waiting)

    def try_disk(self) -> None:
        """Write something and take it away again, to see whether the disk takes it; what waited is kept then. Raises
        StoreTrouble."""
        with self.world.watched(), store_trouble():
            for sql in (
                "INSERT OR REPLACE INTO drafts (form, actor, body, kept_at) VALUES ('', 0, '{}', '')",
                "DELETE FROM drafts WHERE form = '' AND actor = 0",
            ):
                self._database.execute(sql)
        self.take_up(self.waiting)

    @property
    def waiting(self) -> dict[str, Body]:
        """What is not on the disk yet, by form."""
        return dict(self._waiting)

    def take_up(self, waiting: dict[str, Body]) -> None:
        """What waited in memory over a lock: kept now, or it waits on."""
        for form, body in waiting.items():
            with suppress(StoreTrouble):
                self.keep(form, body)

    def keep(self, form: str, body: Body) -> None:
        """Keep what stands in the form now; raises StoreTrouble, and the form keeps its text. Beside something that
        takes long it waits in memory, and comes with the next one."""
        self._waiting[form] = body
        self._gone.discard(form)
        if self._turns.goes_on:
            self._is_late = True
            return
        with self.world.watched(), store_trouble():
            self._database.execute(
                "INSERT INTO drafts (form, actor, body, kept_at) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (form, actor) DO UPDATE SET body = excluded.body, kept_at = excluded.kept_at",
                (form, self.actor, json.dumps(body), self._clock.now().isoformat()),
            )
        del self._waiting[form]
        self.catch_up()

    def catch_up(self) -> None:
        """Do now what came beside something that took long; what cannot be done yet waits on."""
        if self._is_late and not self._turns.goes_on:
            self._is_late = False
            for form in tuple(self._gone):
                with suppress(StoreTrouble):
                    self.forget(form)
            self.take_up(self.waiting)

    def kept(self, form: str) -> Body | None:
        """What was last kept of this form, or None."""
        if form in self._waiting:
            return self._waiting[form]
        if form in self._gone:
            return None
        with store_trouble():
            sql = "SELECT body FROM drafts WHERE form = ? AND actor = ?"
            found = self._database.execute(sql, (form, self.actor)).fetchone()
        return json.loads(found[0]) if found else None

    def names(self, beginning: str) -> tuple[str, ...]:
        """The forms of this person with a draft whose names begin so."""
        with store_trouble():
            sql = "SELECT form FROM drafts WHERE actor = ? AND substr(form, 1, length(?)) = ? ORDER BY form"
            found = self._database.execute(sql, (self.actor, beginning, beginning)).fetchall()
        waiting = {form for form in self._waiting if form.startswith(beginning)}
        return tuple(sorted(({form for (form,) in found} - self._gone) | waiting))

    def forget(self, form: str) -> None:
        """The form was saved or given up; raises StoreTrouble. Beside something that takes long it counts as gone."""
        self._waiting.pop(form, None)
        if self._turns.goes_on:
            self._gone.add(form)
            self._is_late = True
            return
        with store_trouble():
            self._database.execute("DELETE FROM drafts WHERE form = ? AND actor = ?", (form, self.actor))
        self._gone.discard(form)

    def forget_of_all(self, form: str) -> None:
        """What the form is about is gone: nobody can open it again, nor one of its numbers ("treatment:new:3:2")."""
        for waiting in tuple(self._waiting):
            if waiting == form or waiting.startswith(f"{form}:"):
                del self._waiting[waiting]
        if goes_on := self._turns.goes_on:
            raise Busy(busy_words(goes_on))
        with store_trouble():
            sql = "DELETE FROM drafts WHERE form = ?1 OR substr(form, 1, length(?1) + 1) = ?1 || ':'"
            self._database.execute(sql, (form,))
