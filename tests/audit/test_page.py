"""The page of the audit trail, what is noted by the window, and what a person who is not the owner reads."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Literal

import pytest
from charts import open_chart
from factories import SERVICE, new_case, new_client
from fixed import NOW, PASSWORD
from pdfs import words
from pytestqt.qtbot import QtBot
from windows import press

from clinic_desktop.audit import commands
from clinic_desktop.audit.commands import NoteLook
from clinic_desktop.audit.document import trail_pdf
from clinic_desktop.audit.model import Kind, TrailRow, TrailWanted
from clinic_desktop.audit.queries.entries import TrailBook, trail_paper
from clinic_desktop.audit.queries.known import known_loss
from clinic_desktop.checkup.commands import NoteMending
from clinic_desktop.clinic import Clinic
from clinic_desktop.drills.commands import ChooseSecondPlace, NoteDrill
from clinic_desktop.drills.model import Drill
from clinic_desktop.errors import Missing, StoreTrouble
from clinic_desktop.exports.commands import BeginExport, NoteRecord
from clinic_desktop.practice.commands import AddService
from clinic_desktop.staff.commands.emergencies import NoteFailedTries, SeeFailedTries
from clinic_desktop.staff.commands.people import AddPerson
from clinic_desktop.staff.commands.recovery import NoteKeyTried
from clinic_desktop.staff.model import PersonDraft
from clinic_desktop.store.beside.anchors import Anchor, Loss
from clinic_desktop.store.chain import Head, Proof
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.connection import open_encrypted
from clinic_desktop.store.paging import Cursor, Page
from clinic_desktop.trail import end_of
from ui.audit.entry import EntryPage
from ui.audit.page import TrailSection
from ui.jobs import InlineJobs
from ui.kit.leaving import Gone, tell_gone
from ui.session import Session
from ui.trail import TrailKeeper


def labels(clinic: Clinic) -> list[str]:
    return [row["label"] for row in clinic.read.all("SELECT label FROM audit ORDER BY id")]


@pytest.fixture
def session(clinic: Clinic, qtbot: QtBot) -> Session:
    return Session(clinic)


@pytest.fixture
def keeper(session: Session, tmp_path: Path) -> Iterator[TrailKeeper]:
    made = TrailKeeper(session, InlineJobs(session), tmp_path / "own")
    made.begin()
    yield made
    session.ending.emit()


def section(keeper: TrailKeeper, session: Session, qtbot: QtBot) -> TrailSection:
    page = TrailSection(session, InlineJobs(session), keeper)
    qtbot.addWidget(page)
    page.show()
    return page


def shown(page: TrailSection) -> list[str]:
    return [row.what for row in page.book.page(page._wanted).rows]


def test_a_sitting_notes_who_came_looked_and_went(session: Session, keeper: TrailKeeper) -> None:
    client = new_client(session.clinic)
    for _ in range(3):
        session.look(client)
        session.look(client, "notes")
        session.look(client, "file", 7)
    keeper.leave(is_closing=True)
    assert labels(session.clinic)[3:] == ["Sign in", "Add client", *["Look at a chart"] * 3, "Close the program"]


def test_opening_a_chart_and_its_pages_is_noted_once(session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    clinic = session.clinic
    case = new_case(clinic)
    owner = clinic.read.one("SELECT client_id AS id FROM cases WHERE id = ?", case)["id"]
    chart = open_chart(qtbot, session, tmp_path, owner)
    for tab in ("visits", "plan", "visits", "summary"):
        chart.show_tab(tab)
    rows = TrailBook(clinic.read).page(TrailWanted(kind="looks")).rows
    name = "Rosalind Nguyễn"
    assert [one.what for one in rows] == [
        f"Looked at the treatment plan of client {name}.",
        f"Looked at the visit notes of client {name}.",
        f"Looked at the chart of client {name}.",
    ]


def test_what_left_is_noted_while_a_clinic_is_open(session: Session, keeper: TrailKeeper) -> None:
    client = new_client(session.clinic)
    tell_gone(Gone("print", "Superbill 1001", ("clients", client)))
    assert TrailBook(session.clinic.read).page(TrailWanted(kind="out")).rows[0].what == (
        "Printed “Superbill 1001” of client Rosalind Nguyễn."
    )
    session.ending.emit()
    before = labels(session.clinic)
    tell_gone(Gone("print", "Superbill 1001"))
    assert labels(session.clinic) == before


def test_what_the_disk_does_not_take_waits_in_its_order(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    client = new_client(session.clinic)
    with monkeypatch.context() as full:
        full.setattr(session.clinic, "do", _refuse)
        session.look(client)
        session.look(client, "plan")
    assert "Look at a chart" not in labels(session.clinic)
    session.look(client, "notes")
    parts = session.clinic.read.all("SELECT after FROM audit WHERE label = ? ORDER BY id", NoteLook.label)
    assert [row["after"] for row in parts] == ['{"part":"chart"}', '{"part":"plan"}', '{"part":"notes"}']


def _refuse(_: object) -> None:
    raise StoreTrouble("The disk is full.")


def test_the_list_is_asked_for_by_client_person_kind_and_day(
    session: Session, keeper: TrailKeeper, qtbot: QtBot
) -> None:
    case = new_case(session.clinic)
    owner = session.clinic.read.one("SELECT client_id AS id FROM cases WHERE id = ?", case)["id"]
    session.look(owner, "plan")
    session.run(AddService(SERVICE))
    page = section(keeper, session, qtbot)
    everything = shown(page)
    assert everything[0] == "Added service “Massage”."
    page.open_part(f"client/{owner}")
    assert shown(page) == ["Looked at the treatment plan of client Rosalind Nguyễn."]
    page.form.fill({"kind": "changes"})
    page.form.edited.emit()
    assert shown(page) == ["Added case of client Rosalind Nguyễn.", "Added client Rosalind Nguyễn."]
    page.form.fill({"client": "", "kind": "people"})
    page.form.edited.emit()
    assert shown(page)[0] == "Signed in."
    page.form.fill({"kind": "", "since": "11/25/2026"})
    page.form.edited.emit()
    assert shown(page) == []
    page.form.fill({"since": "soon", "until": "", "client": "\tNobody"})
    page.form.edited.emit()
    assert page.form.fields["since"].problem()
    assert page.form.fields["client"].problem() == "Choose one of the clients that are shown."
    assert shown(page) == everything


def test_each_kind_of_entry_is_found_by_one_of_the_filters(session: Session, keeper: TrailKeeper) -> None:
    clinic, drill = session.clinic, Drill(NOW, NOW, "here", 1, 1, 1, 0, 0, 0, 1, 0, 5, "")
    for command in (
        *(NoteFailedTries(clinic.person.slot, 2, NOW.isoformat()), SeeFailedTries(1), NoteKeyTried(), NoteDrill(drill)),
        *(NoteMending("vault", 1), ChooseSecondPlace("/media/stick"), BeginExport(), AddService(SERVICE)),
        NoteRecord(new_client(clinic), "own", ("health",)),
    ):
        clinic.do(command)
    book = TrailBook(clinic.read)

    def found(kind: Kind | Literal[""]) -> dict[int, str]:
        return {one.id: one.what for one in book.page(TrailWanted(kind=kind)).rows}

    kinds: tuple[Kind, ...] = ("changes", "looks", "out", "people", "record")
    everything = found("")
    assert set().union(*map(found, kinds)) == set(everything)
    people, record = list(found("people").values()), list(found("record").values())
    assert people[0] == "Acknowledged failed sign-ins."
    assert people[1].startswith("Found 2 failed sign-ins as Maya Ortiz.")
    assert record[:2] == ["Chose a second place for backups.", "Wrote both copies of the key file anew."]
    assert record[2].startswith("Tried to restore the backup of ")
    assert record[3] == "Tried the recovery key from its paper: it opens the clinic."
    assert list(found("looks").values()) == ["Made the record of client Rosalind Nguyễn for paper."]
    assert [one.partition(" ")[2] for one in found("changes").values()] == [
        *("service “Massage”.", "client Rosalind Nguyễn.", "person Maya Ortiz.", "therapist Maya Ortiz.", "clinic."),
    ]
    for number in everything:
        EntryPage(book, number, lambda: None, lambda _, __: None).deleteLater()


@pytest.mark.parametrize(
    "harm",
    [
        "after = CAST(x'ff' AS TEXT)",
        "at = CAST(x'ff' AS TEXT)",
        "at = 'soon'",
        "after = '['",
        "after = '[1]'",
        "table_name = 'x; DROP'",
        "label = '{x}'",
        "actor = 99",
        f"""after = '{{"client_id": {10**30}, "visit_id": {10**30}, "signed_by": {10**30}, "about": "visit:9"}}'""",
        f"""label = '{commands.NoteLook.label}', after = '{{"part": "bill", "row": "x"}}'""",
    ],
)
def test_a_trail_that_was_tampered_with_can_still_be_read(clinic: Clinic, qtbot: QtBot, harm: str) -> None:
    """For then it is looked for above all: whoever has the key and no program of ours may leave anything there."""
    clinic.do(commands.NoteLoss(Loss(Anchor(Head(9, "ab"), NOW.isoformat(), "own"), 4)))
    clinic.do(commands.NoteProof(Proof(Head(5, "ab"), None, 0, 1)))
    clinic.do(commands.SettleTrail("The old computer broke."))
    folder, key, slot = clinic.keys.folder, clinic.keys.key, clinic.person.slot
    with closing(open_encrypted(folder.database, key, "write")) as database:
        database.execute("DROP TRIGGER audit_is_never_changed")
        database.execute(f"UPDATE audit SET {harm}")
    again = Session(Clinic.open(folder, key, slot, clinic.clock, clinic.keys.cost))
    keeper = TrailKeeper(again, InlineJobs(again), None)
    keeper.begin()
    keeper.check()
    assert "not as it was written" in keeper.trouble()
    page = section(keeper, again, qtbot)
    assert len(shown(page)) == page.book.page(TrailWanted()).rows[0].id
    for number in range(1, 7):
        page.open_part(f"entry/{number}")
    again.close()


def test_whoever_reads_what_stood_in_a_client_by_the_trail_saw_it(
    session: Session, keeper: TrailKeeper, qtbot: QtBot
) -> None:
    client = new_client(session.clinic)
    session.look(client)
    page = section(keeper, session, qtbot)
    looked, added = (one.id for one in page.book.page(TrailWanted(client=client)).rows)
    page.open_part(f"entry/{looked}")
    assert labels(session.clinic)[-1] == "Look at a chart"
    count = len(labels(session.clinic))
    for _ in range(2):
        page.open_part(f"entry/{added}")
    assert shown(page)[0] == "Looked at entries of the audit trail of client Rosalind Nguyễn."
    assert len(labels(session.clinic)) == count + 1


def test_an_entry_shows_each_field_and_its_seal(session: Session, keeper: TrailKeeper, qtbot: QtBot) -> None:
    row = session.clinic.do(AddService(SERVICE)).row
    session.clinic.undo()
    page = section(keeper, session, qtbot)
    last = session.clinic.read.one("SELECT id FROM audit WHERE row_id = ? ORDER BY id LIMIT 1", row)["id"]
    entry = page.book.entry(page.book.page(TrailWanted(kind="changes")).rows[0].id)
    assert page.book.words(entry) == "Undid “Add service”. Took service “Massage” out of use."
    page.open_part(f"entry/{entry.id}")
    assert page._inner is not None
    page.back()
    assert page._inner is None
    assert last
    with pytest.raises(Missing):
        page.book.entry(10_000)


def test_a_trail_that_nobody_looks_at_is_not_read_at_each_look_at_a_chart(
    session: Session, keeper: TrailKeeper, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = new_client(session.clinic)
    page = section(keeper, session, qtbot)
    page.hide()
    read: list[TrailWanted] = []
    asked = page.book.page

    def page_of(wanted: TrailWanted, after: Cursor | None = None) -> Page[TrailRow]:
        read.append(wanted)
        return asked(wanted, after)

    monkeypatch.setattr(page.book, "page", page_of)
    session.look(client)
    session.run(AddService(SERVICE))
    assert read == []
    page.show()
    assert len(read) == 1
    assert page._model.row(0).what == "Added service “Massage”."


def test_who_is_not_the_owner_reads_what_they_did_themselves(session: Session, qtbot: QtBot) -> None:
    clinic = session.clinic
    slot = clinic.keys.slot_for("desk", "Ana Ruiz", PASSWORD)
    clinic.do(AddPerson(PersonDraft("Ana Ruiz"), slot))
    theirs = Clinic.open(clinic.keys.folder, clinic.keys.key, "desk", clinic.clock, clinic.keys.cost)
    other = Session(theirs)
    keeper = TrailKeeper(other, InlineJobs(other), None)
    keeper.begin()
    page = section(keeper, other, qtbot)
    assert not page.sees_all
    assert shown(page) == ["Signed in."]
    assert set(page.form.fields) == {"kind", "since", "until"}
    assert page.book.about(TrailWanted()) == "by Ana Ruiz"
    with pytest.raises(Missing):
        page.book.entry(1)
    page.open_part("client/1")
    assert shown(page) == ["Signed in."]
    other.close()


def test_a_loss_stands_above_every_page_until_the_owner_says_what_it_was(
    session: Session, keeper: TrailKeeper, qtbot: QtBot
) -> None:
    said: list[str] = []
    session.fault.connect(said.append)
    session.mended.connect(said.remove)
    session.clinic.do(commands.NoteLoss(Loss(Anchor(Head(9, "ab"), NOW.isoformat(), "own"), 4)))
    keeper.check()
    assert len(said) == 1
    assert "4 entries that were there on 24 Nov 2026" in said[0]
    page = section(keeper, session, qtbot)
    assert page.banner.words() == said[0]
    press(qtbot, page, "Say what it was")
    editor = page._inner
    assert editor is not None
    assert editor.focusProxy() is editor.form.fields["why"]  # type: ignore[attr-defined]
    press(qtbot, editor, "Keep it in the trail")
    assert known_loss(session.clinic.read) is not None
    editor.form.fill({"why": "The old computer broke."})  # type: ignore[attr-defined]
    press(qtbot, editor, "Keep it in the trail")
    assert known_loss(session.clinic.read) is None
    assert said == []
    assert page.banner.words() == ""


def test_check_now_says_what_came_of_it(session: Session, keeper: TrailKeeper, qtbot: QtBot) -> None:
    page = section(keeper, session, qtbot)
    assert page.state.text() == "Not checked yet."
    press(qtbot, page, "Check now")
    assert page.state.text().startswith("Checked today")
    assert page.state.text().endswith(": 4 entries, none changed.")


def test_a_clock_that_jumps_while_somebody_works_is_noted(session: Session, keeper: TrailKeeper) -> None:
    for moment, jump in ((NOW - timedelta(minutes=5), "back"), (NOW + timedelta(days=2), "ahead")):
        session.clinic.clock = Clock(moment)
        keeper._on_look()
        after = session.clinic.read.one("SELECT after FROM audit ORDER BY id DESC LIMIT 1")["after"]
        assert f'"jump":"{jump}"' in after


def test_the_end_of_the_trail_is_kept_after_so_many_entries(session: Session, keeper: TrailKeeper) -> None:
    from clinic_desktop.trail import anchors_of

    anchors = anchors_of(session.clinic.keys, None)
    before = anchors.read().anchors[0].head.entries
    for _ in range(50):
        session.clinic.do(AddService(SERVICE))
    keeper._on_look()
    assert anchors.read().anchors[0].head.entries >= before + 50


def test_the_paper_lists_the_entries_and_the_end_of_the_trail(session: Session, keeper: TrailKeeper) -> None:
    clinic = session.clinic
    client = new_client(clinic)
    session.look(client, "plan")
    end = end_of(clinic.read)
    book = TrailBook(clinic.read)
    text = words(trail_pdf(trail_paper(clinic.read, book, TrailWanted(client=client), end, clinic.clock.today())))
    flat = " ".join(text.split())
    assert "Looked at the treatment plan of client Rosalind Nguyễn." in flat
    assert "11/24/2026" in flat
    assert f"ended with entry {end.entries}" in flat
    assert end.mac[:8] in flat


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (TrailWanted(), "Everything"),
        (TrailWanted(client=1), "Rosalind Nguyễn"),
        (TrailWanted(kind="looks", client=1), "Rosalind Nguyễn, Looks at charts"),
        (TrailWanted(actor=1), "by Maya Ortiz"),
        (TrailWanted(kind="people", last=NOW.date()), "Sign-ins and people, until 11/24/2026"),
        (TrailWanted(first=NOW.date(), last=NOW.date()), "Everything, from 11/24/2026, until 11/24/2026"),
    ],
)
def test_the_paper_says_which_entries_it_has(clinic: Clinic, wanted: TrailWanted, words: str) -> None:
    new_client(clinic)
    paper = trail_paper(clinic.read, TrailBook(clinic.read), wanted, end_of(clinic.read), clinic.clock.today())
    assert paper.about == words
