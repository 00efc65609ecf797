"""S25: a day at the clinic at twelve instants at which programs reckon wrong, by the clinic's own clock."""

import os
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bench.safety.desk import home, opened
from bench.safety.score import Score, sample, spread
from bench.safety.trials import warmed
from factories import VISIT, make_clinic, new_case, new_client, new_visit
from fixed import CHEAP, PASSWORD

from clinic_desktop.cases.model import CaseDraft
from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.errors import ClinicError
from clinic_desktop.jobs import Progress
from clinic_desktop.restoring import Restoring, restore_backup
from clinic_desktop.store.backups import backup
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.values import dates

_NEW_YORK, _LA, _HONOLULU = (ZoneInfo(name) for name in ("America/New_York", "America/Los_Angeles", "Pacific/Honolulu"))
INSTANTS = (
    # Before, and behind, the hour that is left out in spring; within the hour that comes twice in autumn, both times.
    *(datetime(2027, 3, 14, 1, 59, tzinfo=_NEW_YORK), datetime(2027, 3, 14, 3, 0, tzinfo=_NEW_YORK)),
    *(datetime(2026, 11, 1, 1, 30, tzinfo=_LA), datetime(2026, 11, 1, 1, 30, tzinfo=_LA, fold=1)),
    # A day in a leap year, and in a year by four that is none.
    *(datetime(2028, 2, 29, 12, 0, tzinfo=_LA), datetime(2100, 2, 28, 23, 59, tzinfo=_LA)),
    datetime(2100, 3, 1, 0, 0, tzinfo=_LA),
    # Where seconds since 1970 no longer lie in 32 bits.
    *(datetime(2038, 1, 19, 3, 14, 7, tzinfo=UTC), datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC)),
    # A computer whose battery is empty; and evenings on which it is another day, and another year, in UTC.
    *(datetime(1999, 12, 31, 23, 59, tzinfo=_NEW_YORK), datetime(2026, 12, 31, 18, 30, tzinfo=_HONOLULU)),
    datetime(2027, 1, 1, 0, 0, tzinfo=_NEW_YORK),
)
# Born on a day that most years have not, and of age by the day after it.
_BORN = date(1984, 2, 29)


def instants(count: int, seed: int) -> Score:
    """What a day at each of them came to."""
    make_clinic(home() / "any-day")[0].close()
    warmed()
    chosen = sample(INSTANTS, count, seed)
    bad = [words for words in spread(_day, chosen) if words]
    words = f"{len(chosen)} instants, a day at the clinic at each: failures {len(bad)}"
    return Score(len(chosen) - len(bad), len(chosen), words + (f"; first: {bad[0]}" if bad else ""))


def _day(now: datetime) -> str:
    """What came out wrong of a day that begins at this instant, "" for nothing."""
    place = home() / f"{os.getpid()}-day"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(home() / "any-day", place / "clinic")
    try:
        wrong = [words for words, is_right in _done(ClinicFolder(place / "clinic"), now).items() if not is_right]
    except ClinicError as trouble:
        return f"{now.isoformat()}: {trouble.words}"
    return f"{now.isoformat()}: {', '.join(wrong)}" if wrong else ""


def _done(folder: ClinicFolder, now: datetime) -> dict[str, bool]:
    clock, today = Clock(now), now.date()
    clinic = opened(folder, clock)
    client = new_client(
        clinic, ClientDraft("Leap", "", "Larkin", birth_date=f"{_BORN:%m/%d/%Y}" if today.year > 1999 else "")
    )
    case = new_case(clinic, client, CaseDraft("health", "Neck pain"))
    visit = new_visit(clinic, case, replace(VISIT, date_of_service=f"{today:%m/%d/%Y}"))
    clinic.drafts.keep("note:1", {"subjective": "Stiff"})
    kept = clinic.read.one("SELECT date_of_service FROM visits WHERE id = ?", visit)
    entry = clinic.read.one("SELECT at FROM audit ORDER BY id DESC LIMIT 1")
    first = backup.back_up(folder, clinic.keys.key, clock.now(), Progress())
    new_client(clinic, ClientDraft("Later", "", "Larkin"))
    second = backup.back_up(folder, clinic.keys.key, clock.now() + timedelta(hours=1), Progress())
    slot = clinic.person.slot
    clinic.close()
    assert kept and entry and second
    restore_backup(folder, Restoring(second, slot, PASSWORD), CHEAP, clock, Progress())
    clinic = opened(folder, clock)
    names = {row["given_name"] for row in clinic.read.all("SELECT given_name FROM clients")}
    draft = clinic.drafts.kept("note:1")
    clinic.close()
    return {
        "the day of a visit is that of the wall": kept["date_of_service"] == today.isoformat(),
        "an entry is of its moment": datetime.fromisoformat(entry["at"]) == now.astimezone(UTC),
        "the newest backup is the last": first is not None and first.manifest.made() < second.manifest.made(),
        "what was backed up came back": {"Leap", "Later"} <= names,
        "what was typed is there": draft == {"subjective": "Stiff"},
        "an age goes by the day": dates.age(_BORN, today) == today.year - 1984 - (today < date(today.year, 3, 1)
                                                                              and (today.month, today.day) != (2, 29)),
    }  # fmt: skip
