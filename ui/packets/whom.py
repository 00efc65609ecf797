"""What a packet is for, what it is about, whom it goes to and how. Every choice is kept at once."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from clinic_desktop.errors import ClinicError, Refused
from clinic_desktop.packets.model.packet import Packet, PacketDraft
from clinic_desktop.packets.model.purposes import PURPOSES, RECIPIENTS, WAYS
from clinic_desktop.packets.model.view import PacketView
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.kit.fields import CheckField, ChoiceField, NoteField, TextField
from ui.kit.form import DraftKeeper, Form, flag
from ui.kit.layout import column

# Typing is over after so long: then it is kept.
_MILLISECONDS = 900
_TYPED = ("since", "until", "to_name", "to_fax", "to_address", "reference", "message")
_PERIOD = "period"


class KeptForm(QWidget):
    """`settled` after something was kept. What cannot be read stays in its field, which says why."""

    settled = Signal()
    trouble = Signal(str)

    def __init__(
        self, keep: Callable[[PacketDraft], object], keeper: DraftKeeper, form: Form, view: PacketView
    ) -> None:
        """`keep` keeps what was chosen, and raises what is wrong with it."""
        super().__init__()
        self._keep, self._is_filling, self.form = keep, False, form
        self._kept = form.values()
        self.show_view(view)
        form.keep_drafts(keeper, f"packet:{view.packet.id}:{next(iter(form.fields))}")
        form.edited.connect(self._on_edited)
        self._timer = QTimer(self, singleShot=True, interval=_MILLISECONDS)
        self._timer.timeout.connect(self.keep_now)
        self.setLayout(column(form))
        self.setFocusProxy(next(iter(form.fields.values())))

    def keep_now(self) -> None:
        """Keep what was typed."""
        self._timer.stop()
        values = self.form.values()
        changed = {key: value for key, value in values.items() if value != self._kept[key]}
        if not changed:
            return
        try:
            self._keep(_draft(changed))
        except Refused as refused:
            for one in refused.problems:
                if one.field in self.form.fields:
                    self.form.fields[one.field].show_problem(one.words)
                else:
                    self.trouble.emit(one.words)
        except ClinicError as trouble:
            self.trouble.emit(trouble.words)
        else:
            self.form.forget_draft()
            self.settled.emit()

    def show_view(self, view: PacketView) -> None:
        """Show the packet as it is kept now; what somebody is typing, or could not be read, is not written over."""
        packet, fields = view.packet, self.form.fields
        self._is_filling = True
        before, texts = self._kept, _texts(packet)
        self._kept = {key: texts[key] for key in fields}
        values = self.form.values()
        held = {key for key in _TYPED if key in values and values[key] != before[key]}
        self.form.fill({key: value for key, value in self._kept.items() if key not in held})
        is_folded = {
            "since": bool(packet.about),
            "until": bool(packet.about),
            "payer": packet.to_kind != "payer" or not view.payers,
            "to_fax": packet.way != "fax",
            "to_address": packet.way not in ("mail", "fax"),
        }
        for key, away in is_folded.items():
            if key in fields:
                fields[key].fold(away)
        self._is_filling = False

    def _on_edited(self) -> None:
        if self._is_filling:
            return
        values = self.form.values()
        if any(values[key] != self._kept[key] for key in values if key not in _TYPED):
            self.keep_now()
        else:
            self._timer.start()


def whom_form(view: PacketView) -> Form:
    """What a packet is for, what it is about, and to whom it goes how."""
    abouts = [(one.key, one.on_screen) for one in view.abouts]
    payers = [(str(row), name) for row, name in view.payers]
    if view.packet.payer and str(view.packet.payer) not in dict(payers):
        payers.append((str(view.packet.payer), view.packet.to_name))
    period = (_PERIOD, say("A time: visits from one day to another"))
    return Form(
        [
            (ChoiceField("purpose", say("What for"), _choices(PURPOSES)), 3),
            (ChoiceField("about", say("About"), [*abouts, period]), 5),
        ],
        [
            (TextField("since", say("Visits from"), example="11/1/2026"), 1),
            (TextField("until", say("To"), example="11/30/2026"), 1),
        ],
        [
            (ChoiceField("to_kind", say("To"), _choices(RECIPIENTS)), 2),
            (ChoiceField("payer", say("Payer"), payers or [("", "")]), 3),
            (ChoiceField("way", say("How"), _choices(WAYS)), 2),
        ],
    )


def cover_form() -> Form:
    """What its cover says."""
    return Form(
        [(TextField("to_name", say("Name")), 3), (TextField("to_fax", say("Fax")), 2)],
        NoteField("to_address", say("Department and address"), lines=3),
        TextField("reference", say("Reference"), say("A case or reference number of theirs.")),
        NoteField("message", say("Note"), lines=2),
        CheckField("tells_left_out", say("Say what is left out")),
    )


def _choices(known: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(key, say(words)) for key, words in known.items()]


def _texts(packet: Packet) -> dict[str, str]:
    """The packet as its fields show it."""
    return {
        "purpose": packet.purpose,
        "about": packet.about or _PERIOD,
        "since": dates.printed(packet.since) if packet.since else "",
        "until": dates.printed(packet.until) if packet.until else "",
        "to_kind": packet.to_kind,
        "payer": str(packet.payer or ""),
        "way": packet.way,
        "to_name": packet.to_name,
        "to_fax": packet.to_fax,
        "to_address": "\n".join(packet.to_address),
        "reference": packet.reference,
        "message": packet.message,
        "tells_left_out": flag(packet.tells_left_out),
    }


def _draft(changed: Mapping[str, str]) -> PacketDraft:
    texts: dict[str, Any] = {
        key: value for key, value in changed.items() if key not in ("payer", "tells_left_out", "about")
    }
    draft = PacketDraft(**texts)
    if "about" in changed:
        draft = replace(draft, about="" if changed["about"] == _PERIOD else changed["about"])
    if changed.get("payer"):
        draft = replace(draft, payer=int(changed["payer"]))
    if "tells_left_out" in changed:
        draft = replace(draft, tells_left_out=bool(changed["tells_left_out"]))
    return draft
