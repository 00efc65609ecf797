"""Who comes today, and what is left open of the days before."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QSizePolicy, QWidget

from clinic_desktop.values import dates
from clinic_desktop.values.times import shown_time
from clinic_desktop.visits.model import STATUSES, DayVisit
from clinic_desktop.visits.queries.days import MOST_OPEN
from clinic_desktop.wording import say, say_many
from ui.kit.buttons import button
from ui.kit.grid import step
from ui.kit.layout import card, column, holder
from ui.kit.text import ChipText, Text
from ui.today.lines import joined, line, more, own, titled, told

MOST_OF_A_DAY = 50
# So many of each kind: what is done makes room for the next.
MOST_LEFT_OPEN = 6


@dataclass(frozen=True, slots=True)
class Shown:
    """How lines are shown: `go` leads to a part of the place of the clients, `names_therapist` where there are several,
    `on_paper` where nobody signs a note in the program; `therapist` is who is signed in, None who is none; `sign` leads
    to all notes that wait for them."""

    go: Callable[[str], object]
    names_therapist: bool
    on_paper: bool
    therapist: int | None = None
    sign: Callable[[], object] = lambda: None


def comes_card(visits: Sequence[DayVisit], shown: Shown) -> QWidget:
    """Everybody’s visits of the day in the order of their times."""
    if not visits:
        none = told(say("No visit is planned for today."), say("Type one above, or read the file of your scheduler."))
        return card(say("Who comes today"), line(none, button(say("Choose a client"), lambda: shown.go(""))))
    lines = QGridLayout()
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(step(2))
    lines.setColumnStretch(1, 1)
    for at, one in enumerate(visits[:MOST_OF_A_DAY]):
        _add_line(lines, at, one, shown)
    count = sum(one.visit.status == "given" and _is_to_sign(one, shown) for one in visits)
    several = [_signing(count, shown)] if count > 1 else []
    return card(say("Who comes today"), lines, *more(len(visits), MOST_OF_A_DAY), *several, gap=2)


def first_file_card(ask: Callable[[], object]) -> QWidget:
    """Where nobody is on record yet: their scheduler knows whom they treat."""
    first = say("Clients and visits can be read from the file of your scheduler.")
    read = button(say("Read from a file…"), ask)
    return card("", line(told(first, say("Nothing is taken in before you look at it.")), read))


def open_card(planned: Sequence[DayVisit], unsigned: Sequence[DayVisit], shown: Shown) -> QWidget:
    """Visits that nobody recorded, and notes to sign."""
    parts = []
    if planned:
        heading = titled(say("Visits not recorded"), say("Was it given? Record it, or remove it."), "strong")
        parts.append(_group(heading, planned, lambda one: _left_open(one, shown)))
    if unsigned:
        why = say("A payer wants a note signed by the therapist for each visit.")
        heading = titled(say("Notes to sign"), why, "strong")
        several = line(heading, button(say("Read and sign"), shown.sign)) if len(unsigned) > 1 else holder(heading)
        parts.append(_group(several, unsigned, lambda one: _to_sign(one, shown)))
    return card(say("To finish"), column(*parts, gap=3))


def is_waiting(one: DayVisit, shown: Shown) -> bool:
    """Whether something is left to do with a visit of the day for who is signed in."""
    return one.visit.status == "planned" or _is_to_sign(one, shown)


def _add_line(lines: QGridLayout, at: int, one: DayVisit, shown: Shown) -> None:
    """Times, states and buttons stand below each other."""
    time = Text(_time(one) or say("no time"), "strong" if one.visit.starts_at else "muted", wrap=False)
    who = one.visit.therapist_name if shown.names_therapist else ""
    done = joined(own(one.visit.services), own(who))
    middle = Qt.AlignmentFlag.AlignVCenter
    lines.addWidget(time, at, 0)
    lines.addLayout(told(own(one.client_name), own(one.reason), done), at, 1)
    lines.addWidget(_state(one, shown), at, 2, middle | Qt.AlignmentFlag.AlignRight)
    act = _act(one, shown)
    act.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    lines.addWidget(act, at, 3, middle)


def _state(one: DayVisit, shown: Shown) -> ChipText:
    if one.visit.status == "planned":
        return ChipText(say(STATUSES["planned"]))
    if one.visit.note == "signed" or shown.on_paper:
        return ChipText(say(STATUSES["given"]), "good")
    return ChipText(say("Note not signed"), "warning")


def _act(one: DayVisit, shown: Shown) -> QWidget:
    """What is done next with a visit: the same words as where it is left open."""
    if one.visit.status == "given" and _is_to_sign(one, shown):
        return _note_button(one, shown)
    facts = {"client": one.client_name, "time": _time(one)}
    if one.visit.status == "planned":
        made = button(say("Record visit"), lambda: shown.go(f"{_part(one)}/given"))
        timed, bare = say("Record visit of {client} at {time}", **facts), say("Record visit of {client}", **facts)
    else:
        made = button(say("Open visit"), lambda: shown.go(_part(one)))
        timed, bare = say("Open visit of {client} at {time}", **facts), say("Open visit of {client}", **facts)
    made.setAccessibleName(timed if facts["time"] else bare)
    return made


def _left_open(one: DayVisit, shown: Shown) -> QWidget:
    facts = {"client": one.client_name, "day": dates.shown(one.visit.date_of_service)}
    record = button(say("Record visit"), lambda: shown.go(f"{_part(one)}/given"))
    record.setAccessibleName(say("Record visit of {client}, planned for {day}", **facts))
    return line(_whose(one, shown), record)


def _to_sign(one: DayVisit, shown: Shown) -> QWidget:
    return line(_whose(one, Shown(shown.go, False, shown.on_paper)), _note_button(one, shown))


def _signing(count: int, shown: Shown) -> QWidget:
    """At the end of a day its notes are signed in one go."""
    made = button(say("Read and sign"), shown.sign)
    made.setAccessibleName(say("Read and sign the notes of today"))
    words = say_many("{count} note of today is yours to sign.", "{count} notes of today are yours to sign.", count)
    return line(column(Text(words, "muted")), made)


def _is_to_sign(one: DayVisit, shown: Shown) -> bool:
    """Whether its note waits for who is signed in, and for nobody else."""
    return not shown.on_paper and one.visit.note != "signed" and one.visit.therapist == shown.therapist


def _note_button(one: DayVisit, shown: Shown) -> QWidget:
    facts = {"client": one.client_name, "day": dates.shown(one.visit.date_of_service), "time": _time(one)}
    part = f"{one.client}/of/{one.visit.case}/note/{one.visit.id}"
    if one.visit.note == "none":
        made = button(say("Write note"), lambda: shown.go(part))
        timed, bare = (
            say("Write note of {client}, {day}, {time}", **facts),
            say("Write note of {client}, {day}", **facts),
        )
    else:
        made = button(say("Finish note"), lambda: shown.go(part))
        timed = say("Finish note of {client}, {day}, {time}", **facts)
        bare = say("Finish note of {client}, {day}", **facts)
    made.setAccessibleName(timed if facts["time"] else bare)
    return made


def _whose(one: DayVisit, shown: Shown) -> QLayout:
    """Of whom and of which day: "Nguyễn, Rosalind · 12 Oct 2026, 9:00 AM"."""
    day = ", ".join(part for part in (dates.shown(one.visit.date_of_service), _time(one)) if part)
    who = one.visit.therapist_name if shown.names_therapist else ""
    return told(joined(own(one.client_name), day), joined(own(one.reason), own(who)))


def _group(heading: QLayout | QWidget, found: Sequence[DayVisit], built: Callable[[DayVisit], QWidget]) -> QWidget:
    lines = [built(one) for one in found[:MOST_LEFT_OPEN]]
    return holder(column(heading, *lines, *more(len(found), len(lines), MOST_OPEN), gap=2))


def _time(one: DayVisit) -> str:
    return shown_time(one.visit.starts_at)


def _part(one: DayVisit) -> str:
    return f"{one.client}/of/{one.visit.case}/visit/{one.visit.id}"
