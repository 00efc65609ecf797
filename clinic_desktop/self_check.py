"""What the program proves of itself without a window: a file is brought up to date, a code is found, a clinic is made,
a superbill is issued. All of it in a folder that is thrown away; everybody in it is invented."""

import hashlib
import shutil
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from clinic_desktop.appeals.loader import advice as advising
from clinic_desktop.appeals.loader import clocks as clocking
from clinic_desktop.assessments import loader as motion
from clinic_desktop.body_maps.loader import body_figure
from clinic_desktop.clinic import Clinic
from clinic_desktop.codes.loader import shipped_book
from clinic_desktop.codes.queries.releases import search_file, shipped_release
from clinic_desktop.demo.opening import DEMO_COST, build_demo, open_demo
from clinic_desktop.errors import ClinicError, StoreTrouble
from clinic_desktop.jobs import Progress
from clinic_desktop.measures import loader as measuring
from clinic_desktop.press.output import protected
from clinic_desktop.progress import loader as reporting
from clinic_desktop.scanner.scanning import scan
from clinic_desktop.store import schema
from clinic_desktop.store.backups.backup import back_up_to
from clinic_desktop.store.backups.copies import opened, verify
from clinic_desktop.store.backups.manifest import backups_in
from clinic_desktop.store.backups.named import named_in
from clinic_desktop.store.backups.restore import prepare, put_in_place
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.connection import open_encrypted
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.keys.recovery_key import new_recovery_key
from clinic_desktop.store.writer import Writer
from clinic_desktop.superbills.commands.bills import IssueBill
from clinic_desktop.superbills.model.findings import KnownCodes
from clinic_desktop.superbills.queries.codes import known_codes
from clinic_desktop.superbills.queries.draft import draft_bill
from clinic_desktop.superbills.queries.issued import bill_page, issued_bill, paper
from clinic_desktop.superbills.queries.ready import unbilled
from clinic_desktop.wording import say, say_many

if TYPE_CHECKING:
    from clinic_desktop.codes.queries.book import CodeBook
    from clinic_desktop.superbills.queries.draft import DraftBill

# The same day on every computer: whatever fails is the program's or the computer's doing, never the calendar's.
CLOCK = Clock(datetime(2026, 11, 24, 17, 30, tzinfo=UTC))
SEARCHED = ("frozen shoulder left", "M75.02")
_OLDEST = 1


class Tried(NamedTuple):
    """Where all of it lies."""

    home: Path

    @property
    def cache(self) -> Path:
        """The search file of the diagnosis codes."""
        return self.home / "cache" / "codes"

    @property
    def demo(self) -> ClinicFolder:
        """The demo clinic."""
        return ClinicFolder(self.home / "demo")

    @property
    def settings(self) -> Path:
        """What the window remembers."""
        return self.home / "settings.ini"


class CheckedPaper(NamedTuple):
    """An issued bill's paper: its row, its number, the client's name on it, and the bytes as they are kept."""

    row: int
    number: int
    client: str
    pdf: bytes


def migrate(tried: Tried) -> str:
    """Bring an encrypted file of the first schema to the newest; says what was done. Raises ClinicError."""
    folder, key = ClinicFolder(tried.home / "old"), vault.new_key()
    first = tried.home / "first"
    for made in (folder.path, first):
        made.mkdir()
    for migration in schema.migrations()[:_OLDEST]:
        shutil.copy(migration.path, first)
    with closing(open_encrypted(folder.database, key, "create")) as database:
        schema.create(database, first)
        database.execute("INSERT INTO drafts VALUES ('note', 1, 'kept', '2026-11-24')")
    vault.write(folder.vault, vault.Vault("self-check", ()))
    with closing(Writer(folder, key, CLOCK)):
        pass
    _need(not _opens(folder.database, vault.new_key()), say("The file opens with a key that is not its own."))
    before = backups_in(folder.backups)
    _need([one.manifest.schema for one in before] == [_OLDEST], say("No backup was made before the change."))
    verify(before[0].folder.database, key, Progress())
    newest = len(schema.migrations())
    for path, number in ((before[0].folder.database, _OLDEST), (folder.database, newest)):
        with closing(open_encrypted(path, key, "read")) as database:
            _need(schema.check(database) == number, say("The file has another version than it should have."))
            kept = [row[0] for row in database.execute("SELECT body FROM drafts").fetchall()]
            _need(kept == ["kept"], say("What was in the file before is not in it now."))
    return say("an encrypted file from version {old} to {newest}, with a verified backup", old=_OLDEST, newest=newest)


def search(tried: Tried) -> str:
    """Build the search file and find a code in it; says what was found. Raises ClinicError."""
    words, code = SEARCHED
    with closing(shipped_book(tried.cache)) as book:
        hits = book.find(words)
    _need(bool(hits) and hits[0].code == code, say("“{words}” does not find {code} first.", words=words, code=code))
    path = search_file(tried.cache, shipped_release())
    _need(path.exists(), say("The search file was not kept."))
    size = f"{path.stat().st_size / 1e6:.0f}"
    return say("“{words}” is {code}, in a search file of {size} MB", words=words, code=code, size=size)


def read_lists(_: Tried) -> str:
    """Read the lists that a clinic may edit; says what is in them. Raises ClinicError."""
    measures, figure = measuring.read_measures(measuring.FILE), body_figure()
    motions = motion.read_motions(motion.FILE) if motion.FILE.exists() else {}
    rules = reporting.read_intervals(reporting.FILE) if reporting.FILE.exists() else ()
    codes = advising.read_advice(advising.FILE).codes if advising.FILE.exists() else {}
    clocks = clocking.read_clocks(clocking.FILE) if clocking.FILE.exists() else ()
    return say(
        "{measures} outcome measures, {motions} usual ranges of motion, {rules}, a figure with {regions} regions,"
        " {codes} codes of denials, {clocks}",
        codes=len(codes),
        clocks=say_many("{count} limit for appeals", "{count} limits for appeals", len(clocks)),
        measures=len(measures),
        motions=len(motions),
        rules=say_many("{count} rule for reports", "{count} rules for reports", len(rules)),
        regions=len({region.key for view in figure.views.values() for one in view.shapes for region in one.regions}),
    )


def fill(tried: Tried) -> str:
    """Make the demo clinic; says what is in it. Raises ClinicError."""
    build_demo(tried.demo, CLOCK)
    with closing(open_demo(tried.demo, CLOCK)) as clinic:
        counts = {table: _count(clinic, table) for table in ("clients", "visits", "bills")}
    _need(all(counts.values()), say("The demo clinic is not whole."))
    return say("{clients} clients, {visits} visits, {bills} documents", **counts)


def issue(tried: Tried) -> CheckedPaper:
    """Issue a superbill in the demo clinic, and read its paper back out of the file. Raises ClinicError."""
    with closing(open_demo(tried.demo, CLOCK)) as clinic, closing(shipped_book(tried.cache)) as book:
        draft = _ready(clinic, book)
        row = clinic.do(IssueBill(draft.bill.kind, draft.visits, draft.codes, draft.bill)).row
        return _paper(clinic, row)


def papers(tried: Tried) -> tuple[CheckedPaper, ...]:
    """The papers of all bills, the newest first, each compared with its hash. Raises ClinicError."""
    with closing(open_demo(tried.demo, CLOCK)) as clinic:
        return tuple(_paper(clinic, row.id) for row in bill_page(clinic.read, CLOCK.today()).rows)


def restore(tried: Tried) -> str:
    """Back the demo clinic up and restore it in another folder; says what is there again. Raises ClinicError."""
    there = papers(tried)
    with closing(open_demo(tried.demo, CLOCK)) as clinic:
        key, slot, keys = clinic.keys.key, clinic.person.slot, vault.read(clinic.keys.folder.vault)
        # A scan that stands in a form and is not saved yet: what is said of all files holds of the first.
        clinic.drafts.keep("self-check", {"file": clinic.blobs.put(there[0].pdf)})
        files = _files(clinic)
        made = back_up_to(tried.demo, key, tried.home / "stick", CLOCK.now(), Progress())
    elsewhere = ClinicFolder(tried.home / "restored")
    put_in_place(elsewhere, prepare(elsewhere, made, key, Progress()), keys, CLOCK.now())
    with closing(Clinic.open(elsewhere, key, slot, CLOCK, DEMO_COST)) as clinic:
        again = tuple(_paper(clinic, one.row) for one in there)
        _need(_files(clinic) == files, say("The restored clinic has other files than the one that was backed up."))
    _need(again == there, say("The restored clinic has other papers than the one that was backed up."))
    size = f"{made.size / 1e6:.1f}"
    return say(
        "a backup of {size} MB, and all {papers} and {files} out of it",
        size=size,
        papers=say_many("{count} paper", "{count} papers", len(again)),
        files=say_many("{count} encrypted file", "{count} encrypted files", len(files)),
    )


def read_files(tried: Tried) -> str:
    """Have a PDF and a picture read as those of strangers are; says what they were. Raises ClinicError."""
    pdf = papers(tried)[0].pdf
    first = scan(pdf)
    second = scan(first.thumbnail)
    _need((first.kind, second.kind) == ("pdf", "jpeg"), say("A file was taken for another kind than it is."))
    _need(first.has_text and not second.has_text, say("The words of a file got lost as it was read."))
    return say("a PDF and a picture, each in a process of its own")


def protect(found: CheckedPaper) -> bytes:
    """The paper under a password that is thrown away."""
    return protected(found.pdf, new_recovery_key())


def _ready(clinic: Clinic, book: "CodeBook") -> "DraftBill":
    """The first superbill that waits and that nothing stands in the way of."""

    def look(codes: Sequence[str], days: Sequence[date]) -> KnownCodes:
        return known_codes(lambda _, question: question(book), [shipped_release()], codes, days)

    for one in clinic.read.all("SELECT id FROM cases WHERE kind = 'health' ORDER BY id"):
        for parcel in unbilled(clinic.read, "superbill", one["id"]):
            draft = draft_bill(clinic.read, "superbill", parcel.visits, look, CLOCK.today())
            if draft.verdict.is_ready:
                return draft
    raise ClinicError(say("No superbill of the demo clinic can be issued."))


def _paper(clinic: Clinic, row: int) -> CheckedPaper:
    found = issued_bill(clinic.read, row)
    return CheckedPaper(row, found.number, found.bill.client.name, paper(clinic.read, found))


def _files(clinic: Clinic) -> dict[str, str]:
    """The hash of each encrypted file that the record speaks of, by its name; raises StoreTrouble."""
    with opened(clinic.keys.folder.database, clinic.keys.key, "read") as database:
        names = named_in(database).all()
    return {name: hashlib.sha256(clinic.blobs.get(name)).hexdigest() for name in sorted(names)}


def _count(clinic: Clinic, table: str) -> int:
    return int(clinic.read.one(f"SELECT count(*) AS many FROM {table}")["many"])  # noqa: S608 - one of three names


def _opens(path: Path, key: bytes) -> bool:
    try:
        open_encrypted(path, key, "read").close()
    except StoreTrouble:
        return False
    return True


def _need(holds: bool, words: str) -> None:
    if not holds:
        raise ClinicError(words)
