"""A clinic at the end of a month, for tests of it: clients whose visits can be issued, and others."""

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from shutil import copytree

from billable import Billable, billable_client, look, ready_clinic, ready_visit
from factories import CLIENT, VISIT, new_client, new_visit, opened

from clinic_desktop.audit.commands import NoteLook
from clinic_desktop.cases.commands import OpenCase
from clinic_desktop.cases.model import CaseDraft, CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.jobs import Progress
from clinic_desktop.month_end.commands.issuing import issue_command, issue_rows
from clinic_desktop.month_end.document.beside import TOGETHER
from clinic_desktop.month_end.loader.folder import Mailed, write_folder
from clinic_desktop.month_end.model import Batch, FilesRun, IssueRun, MonthEnd, MonthRow, MonthSpan
from clinic_desktop.month_end.queries.rows import MonthDesk
from clinic_desktop.month_end.queries.sweep import month_end
from clinic_desktop.store.command import Command
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.visits.model import ServiceLine, VisitId

NOVEMBER = MonthSpan(date(2026, 11, 1), date(2026, 11, 30))
# What was planned for today, and not recorded, is late by then.
TOMORROW = date(2026, 11, 25)


class Killed(BaseException):
    """What a power cut does to a program: nothing after it runs."""


def swept(clinic: Clinic, batch: Batch = "month", span: MonthSpan = NOVEMBER, today: date | None = None) -> MonthEnd:
    """The month as it stands now."""
    return month_end(MonthDesk(clinic.read, look, today or TOMORROW), batch, span, Progress())


def issue_month(clinic: Clinic, rows: tuple[MonthRow, ...] | None = None, progress: Progress | None = None) -> IssueRun:
    """Issue all that is ready, or these."""
    found = swept(clinic).of("ready") if rows is None else rows
    making = partial(issue_command, look=look)
    return issue_rows(Doing(clinic), making, found, progress or Progress(), clinic.together)


class Doing:
    """Performs commands, and returns their rows."""

    def __init__(self, clinic: Clinic) -> None:
        self._clinic = clinic

    def __call__(self, command: Command) -> int:
        return self._clinic.do(command).row


def write_month(clinic: Clinic, folder: Path, mailed: Mailed = Mailed(), progress: Progress | None = None) -> FilesRun:  # noqa: B008 - frozen
    """Write the folder of the month."""
    return write_folder(clinic.read, folder, swept(clinic), TOGETHER, mailed, progress or Progress())


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file with its bytes, whatever folder it is in."""
    return {str(one.relative_to(folder)): one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()}


def full_clinic(clinic: Clinic) -> dict[str, Billable]:
    """Of three clients superbills are ready; one has an unsigned note, one pays without a plan, one was hurt at work,
    one has a visit that nobody recorded."""
    ready_clinic(clinic)
    found = {}
    for name in ("Ada", "Ben", "Cleo"):
        found[name] = billable_client(clinic, name)
        for day in ("11/10/2026", "11/17/2026"):
            ready_visit(clinic, found[name].case, day)
    found["Dora"] = billable_client(clinic, "Dora")
    plain_visit(clinic, found["Dora"].case)
    for name, kind in (("Eli", "cash"), ("Finn", "work")):
        client = new_client(clinic, replace(CLIENT, given_name=name))
        case = CaseId(clinic.do(OpenCase(client, CaseDraft(kind, "Neck pain", "9/1/2026"))).row)
        found[name] = Billable(client, case)
        plain_visit(clinic, case)
    planned = replace(VISIT, date_of_service="11/24/2026", status="planned")
    new_visit(clinic, found["Ada"].case, planned)
    return found


def plain_visit(clinic: Clinic, case: CaseId, day: str = "11/18/2026") -> VisitId:
    """An hour of massage, neither signed nor paid."""
    return new_visit(clinic, case, replace(VISIT, date_of_service=day, services=(ServiceLine("1", "60"),)))


def looks(clinic: Clinic) -> list[tuple[str, str]]:
    """Whose papers were seen, as the audit trail says it, and what of them."""
    rows = clinic.read.all(
        "SELECT given_name, json_extract(after, '$.part') AS part FROM audit JOIN clients ON clients.id = row_id"
        " WHERE label = ? ORDER BY audit.id",
        NoteLook.label,
    )
    return [(row["given_name"], row["part"]) for row in rows]


def opened_copy(source: Path, place: Path) -> Clinic:
    """A copy of a clinic, open as its owner; whoever asked closes it."""
    if source != place:
        copytree(source, place)
    return opened(ClinicFolder(place))
