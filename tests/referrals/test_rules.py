"""Pure rules of referrals: names in one line, spans and days, visits, and when a prescription counts."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from factories import HOSTILE_NAMES
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop.referrals.model import SOON_DAYS, PrescriberDraft, full_name
from clinic_desktop.referrals.rules.names import _CREDENTIALS, called, read_name
from clinic_desktop.referrals.rules.prescribers import prescriber_values
from clinic_desktop.referrals.rules.prescriptions import parse_until, parse_visits
from clinic_desktop.referrals.rules.windows import (
    current_prescription,
    days_left,
    first_day,
    next_start,
    runs_out,
    window,
)
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.values.text import folded, plain

TODAY = date(2026, 11, 24)
START = date(2026, 1, 31)
NEAR = some.dates(date(2026, 10, 1), date(2027, 1, 31))


@dataclass(frozen=True, slots=True)
class Paper:
    """The days of a prescription."""

    id: int
    ordered_on: date
    starts_on: date | None = None
    expires_on: date | None = None


@some.composite
def papers(draw: some.DrawFn) -> list[Paper]:
    made = []
    for row in range(draw(some.integers(0, 4))):
        ordered = draw(NEAR)
        starts = draw(some.none() | some.dates(ordered, ordered + timedelta(60)))
        first = starts or ordered
        made.append(Paper(row, ordered, starts, draw(some.none() | some.dates(first, first + timedelta(60)))))
    return made


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Dr. Maria de la Cruz Lee, MD", ("Maria", "de la Cruz Lee", "MD")),
        ("Maria Lee", ("Maria", "Lee", "")),
        ("dr maria lee", ("maria", "lee", "")),
        ("Doctor Lee", ("", "Lee", "")),
        ("Maria Lee MD", ("Maria", "Lee", "MD")),
        ("Maria Lee M.D.", ("Maria", "Lee", "MD")),
        ("Maria Lee MD PhD", ("Maria", "Lee", "MD, PhD")),
        ("Maria Lee, MD, PhD", ("Maria", "Lee", "MD, PhD")),
        ("Maria Lee, md", ("Maria", "Lee", "MD")),
        ("Ann Park PA-C", ("Ann", "Park", "PA-C")),
        ("Ann Park, FNP-BC", ("Ann", "Park", "FNP-BC")),
        ("Ann Park, XYZ", ("Ann", "Park", "XYZ")),
        ("Lee, Maria", ("Maria", "Lee", "")),
        ("LEE, MARIA", ("MARIA", "LEE", "")),
        ("Lee, Maria, DO", ("Maria", "Lee", "DO")),
        ("de la Cruz, Maria Elena, ND", ("Maria Elena", "de la Cruz", "ND")),
        ("Kim Do", ("Kim", "Do", "")),
        ("Kim Do DO", ("Kim", "Do", "DO")),
        ("MARIA LEE DC", ("MARIA", "LEE", "DC")),
        ("Maria Elena Lee", ("Maria Elena", "Lee", "")),
        ("Van Morrison", ("Van", "Morrison", "")),
        ("Anna Van Dyke", ("Anna", "Van Dyke", "")),
        ("John Smith Jr.", ("John", "Smith Jr.", "")),
        ("John Smith, III, MD", ("John", "Smith III", "MD")),
        ("Smith Jr., John", ("John", "Smith Jr.", "")),
        ("王小明", ("", "王小明", "")),
        ("maria lee md", ("maria", "lee", "MD")),
        ("Maria Lee Md", ("Maria", "Lee", "MD")),
        ("maria lee m.d.", ("maria", "lee", "MD")),
        ("maria lee do", ("maria", "lee", "DO")),
        ("Maria Lee MD, PhD", ("Maria", "Lee", "MD, PhD")),
        ("Maria Lee md/phd", ("Maria", "Lee", "MD, PhD")),
        ("Maria Lee, M. D.", ("Maria", "Lee", "MD")),
        ("Lee, Maria MD", ("Maria", "Lee", "MD")),
        ("Lee, Dr. Maria", ("Maria", "Lee", "")),
        ("Lee md", ("", "Lee", "MD")),
        ("ann park pa-c", ("ann", "park", "PA-C")),
        ("Bo Ito l.ac.", ("Bo", "Ito", "LAc")),
        ("Bo Ito LAc", ("Bo", "Ito", "LAc")),
        ("Ann Ito OTR/L", ("Ann", "Ito", "OTR/L")),
        ("Ann Park MD XYZ", ("Ann Park MD", "XYZ", "")),
        ("Ann Park, md facs", ("md facs", "Ann Park", "")),
        ("Ann Park, MD FACS", ("Ann", "Park", "MD FACS")),
        ("Dr.Maria Lee", ("Maria", "Lee", "")),
        ("DR.LEE", ("", "LEE", "")),
        ("Drew Lee", ("Drew", "Lee", "")),
        ("Doctor, Ann", ("Ann", "Doctor", "")),
        # Family names that are written like a credential.
        ("Anh Do", ("Anh", "Do", "")),
        ("anh do", ("anh", "do", "")),
        ("Kim Anh Do", ("Kim Anh", "Do", "")),
        ("Anh Do, do", ("Anh", "Do", "DO")),
        ("Do, Anh", ("Anh", "Do", "")),
        ("DO, ANH", ("ANH", "DO", "")),
        ("Dr. Do", ("", "Do", "")),
        ("Do, MD", ("", "Do", "MD")),
        ("Yo-Yo Ma", ("Yo-Yo", "Ma", "")),
        ("Ann Pa", ("Ann", "Pa", "")),
        ("Ann Np", ("Ann", "Np", "")),
        ("Quang Lac", ("Quang", "Lac", "")),
        ("Lee DO", ("", "Lee", "DO")),
        ("Lee d.o.", ("", "Lee", "DO")),
        ("Lee, do", ("", "Lee", "DO")),
        # Only a family name.
        ("Dr. de la Cruz", ("", "de la Cruz", "")),
        ("De La Cruz, MD", ("", "De La Cruz", "MD")),
        ("Dr. van Dyke Jr.", ("", "van Dyke Jr.", "")),
        # Nobody.
        ("MD", ("", "", "MD")),
        ("md, PhD", ("", "", "MD, PhD")),
        ("Dr.", ("", "", "")),
        ("doctor", ("", "", "")),
        ("Dr. MD", ("", "", "MD")),
        (", MD", ("", "", "MD")),
        (",", ("", "", "")),
        ("", ("", "", "")),
        ("Lee, " + "X" * 41, ("X" * 41, "Lee", "")),
        ("Maria Lee (MD)", ("Maria", "Lee", "MD")),
        ("Maria Lee(M.D.)", ("Maria", "Lee", "MD")),
        ("Dr. Maria Lee ( md , PhD )", ("Maria", "Lee", "MD, PhD")),
        ("Maria Lee, PhD (MD)", ("Maria", "Lee", "PhD, MD")),
        ("Lee (MD), Maria", ("Maria", "Lee", "MD")),
        ("Maria (MD) Lee", ("Maria", "Lee", "MD")),
        ("(MD)", ("", "", "MD")),
        ("Maria Lee (Hilltop)", ("Maria Lee", "(Hilltop)", "")),
        ("Lee MD, Maria", ("Maria", "Lee", "MD")),
        ("Lee M.D., Maria", ("Maria", "Lee", "MD")),
        ("de la Cruz MD PhD, Maria", ("Maria", "de la Cruz", "MD, PhD")),
        ("Lee MD, Maria, PhD", ("Maria", "Lee", "MD, PhD")),
        ("Lee Jr. MD, Maria", ("Maria", "Lee Jr.", "MD")),
        ("Kim Do, Anna", ("Anna", "Kim Do", "")),
        ("Kim DO, Anna", ("Anna", "Kim", "DO")),
        ("Do, Anna", ("Anna", "Do", "")),
        ("MD, Maria", ("Maria", "MD", "")),
    ],
)
def test_a_name_in_one_line_is_read(typed: str, found: tuple[str, str, str]) -> None:
    assert read_name(typed) == found


@given(some.text(max_size=60) | some.sampled_from(HOSTILE_NAMES))
def test_no_name_is_unreadable_and_no_word_of_it_is_lost(typed: str) -> None:
    given_name, family, credential = read_name(typed)

    def letters(name: str) -> list[str]:
        """Without titles, marks and spaces."""
        parts = (re.sub(r"^\s*(dr\.|(dr|doctor)(\s|$))", "", part, flags=re.IGNORECASE) for part in name.split(","))
        return sorted(re.sub(r"[\s./()]", "", folded("".join(parts))))

    assert letters(full_name(given_name, family, credential)) == letters(plain(typed))
    assert family or not given_name


@given(some.text(max_size=100) | some.lists(some.sampled_from(("Lee", "MD", "Jr.", ",")), max_size=25).map(" ".join))
def test_a_name_that_was_read_can_be_kept(typed: str) -> None:
    found = PrescriberDraft(*read_name(typed))
    if found.family_name and len(typed) <= 100:
        assert prescriber_values(found)["family_name"]


SUFFIXES = ("jr", "sr", "ii", "iii", "iv")
WORDS = some.text(some.sampled_from("abcdefghijklmnopqrstuvwxyzéñøß"), min_size=2, max_size=9).map(str.capitalize)


@given(WORDS, WORDS, some.sampled_from(("", "MD", "DO", "PA-C", "ARNP", "MD, PhD")))
def test_a_name_as_printed_is_read_back(given_name: str, family: str, credential: str) -> None:
    found = read_name(full_name(given_name, family, credential))
    if family.upper() in _CREDENTIALS:
        return
    if given_name.lower() not in ("dr", "doctor") and family.lower() not in SUFFIXES:
        assert found == (given_name, family, credential)
    assert read_name(f"Dr. {full_name(given_name, family, credential)}")[2] == credential


@given(WORDS, WORDS, some.sampled_from(("MD", "DO", "PA-C", "ARNP", "M.D.", "MD PhD", "LAc")))
def test_wherever_the_credential_stands_the_name_is_the_same(given_name: str, family: str, credential: str) -> None:
    if {given_name.upper(), family.upper()} & {*_CREDENTIALS, "DR", "DOCTOR"} or family.lower() in SUFFIXES:
        return
    as_printed = read_name(f"{given_name} {family}, {credential}")
    assert as_printed[:2] == (given_name, family) and as_printed[2]
    for typed in (
        f"{given_name} {family} ({credential})",
        f"{given_name} {family} {credential}",
        f"{family} {credential}, {given_name}",
        f"{family} ({credential}), {given_name}",
        f"{family}, {given_name} ({credential})",
        f"{family}, {given_name}, {credential}",
        f"Dr. {family}, {given_name} {credential}",
    ):
        assert read_name(typed) == as_printed, typed


@pytest.mark.parametrize(
    ("credential", "found"),
    [
        *((one, "Dr. Lee") for one in ("MD", "M.D.", "DO", "DC", "ND", "md", "MD, PhD", "PhD/MD")),
        *((one, "Ann Lee") for one in ("", "PA-C", "NP", "PT", "ARNP")),
    ],
)
def test_a_doctor_is_called_doctor(credential: str, found: str) -> None:
    assert called("Ann", "Lee", credential) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("6 weeks", date(2026, 3, 14)),
        ("6 w", date(2026, 3, 14)),
        ("6wk", date(2026, 3, 14)),
        (" 6  WKS. ", date(2026, 3, 14)),
        ("1 week", date(2026, 2, 7)),
        ("90 days", date(2026, 5, 1)),
        ("90d", date(2026, 5, 1)),
        ("1 month", date(2026, 2, 28)),
        ("2 months", date(2026, 3, 31)),
        ("2mo", date(2026, 3, 31)),
        ("3 mos", date(2026, 4, 30)),
        ("1 year", date(2027, 1, 31)),
        ("2 yrs", date(2028, 1, 31)),
        ("12/14", date(2026, 12, 14)),
        ("12/14/2026", date(2026, 12, 14)),
        ("14 dec 2026", date(2026, 12, 14)),
        ("today", TODAY),
        # A step counts from today here as in every field of a day.
        ("+1w", date(2026, 12, 1)),
    ],
)
def test_the_last_day_is_a_day_or_a_span(typed: str, found: date) -> None:
    assert parse_until(typed, START, TODAY) == found


@pytest.mark.parametrize(
    "typed", ["", "six weeks", "a year", "weeks", "6", "0 days", "0 w", "6 lunches", "-6 weeks", "9999 years", "2/30"]
)
def test_what_is_neither_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(Unreadable) as answer:
        parse_until(typed, START, TODAY)
    assert answer.value.words.endswith(".")


@given(some.text(max_size=20))
def test_nothing_typed_breaks_the_reading_of_a_last_day(typed: str) -> None:
    try:
        parse_until(typed, START, TODAY)
    except Unreadable as answer:
        assert answer.words


@given(some.dates(date(1950, 1, 1), date(2099, 12, 31)), some.integers(1, 999), some.sampled_from(("", "s")))
def test_days_and_weeks_are_so_many_days(start: date, count: int, many: str) -> None:
    assert parse_until(f"{count} day{many}", start, TODAY) == start + timedelta(count)
    assert parse_until(f"{count} week{many}", start, TODAY) == start + timedelta(7 * count)
    assert parse_until(f"{12 * count % 1200 + 12} months", start, TODAY).month == start.month


@given(some.dates(date(1950, 1, 1), date(2100, 1, 1)), some.integers(1, 60))
def test_months_end_on_the_same_day_or_the_last_of_the_month(start: date, count: int) -> None:
    end = parse_until(f"{count} months", start, TODAY)
    assert (end.year - start.year) * 12 + end.month - start.month == count
    assert end.day == start.day or (end.day < start.day and (end + timedelta(1)).day == 1)


@given(some.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_day_is_read_as_in_every_other_field(day: date) -> None:
    assert parse_until(dates.printed(day), START, TODAY) == day


@pytest.mark.parametrize(("typed", "found"), [("1", 1), ("12", 12), ("12x", 12), (" 12 Visits ", 12), ("999", 999)])
def test_visits_are_read(typed: str, found: int) -> None:
    assert parse_visits(typed) == found


@pytest.mark.parametrize("typed", ["0", "1000", "-1", "1.5", "many", "١٢", "9" * 50, "2 times a week", ""])
def test_what_is_no_number_of_visits_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable):
        parse_visits(typed)


def test_the_first_and_the_last_day_count() -> None:
    paper = Paper(1, date(2026, 11, 1), date(2026, 11, 5), date(2026, 12, 14))
    states = {day: window(paper, day) for day in (date(2026, 11, 1), date(2026, 11, 4))}
    assert set(states.values()) == {"not_yet"}
    assert window(paper, date(2026, 11, 5)) == "open"
    assert window(paper, date(2026, 11, 29)) == "open"
    assert window(paper, date(2026, 11, 30)) == "ends_soon"
    assert window(paper, date(2026, 12, 14)) == "ends_soon"
    assert window(paper, date(2026, 12, 15)) == "ended"


@given(papers(), NEAR)
def test_a_window_follows_from_the_days(made: list[Paper], on: date) -> None:
    for one in made:
        state, left = window(one, on), days_left(one, on)
        counts = (one.starts_on or one.ordered_on) <= on <= (one.expires_on or date.max)
        assert counts == (state in ("open", "ends_soon"))
        assert (left is None) == (one.expires_on is None)
        if state == "ends_soon":
            assert left is not None and 0 <= left <= SOON_DAYS
        if state == "ended":
            assert left is not None and left < 0


@given(papers(), NEAR)
def test_the_one_that_counts_is_the_one_ordered_last(made: list[Paper], on: date) -> None:
    counting = [one for one in made if window(one, on) in ("open", "ends_soon")]
    found = current_prescription(made, on)
    assert found == current_prescription(reversed(made), on)
    assert (found in counting) if counting else (found is None)
    assert all(found and (one.ordered_on, one.id) <= (found.ordered_on, found.id) for one in counting)


@given(papers(), NEAR)
def test_only_the_last_one_runs_out(made: list[Paper], on: date) -> None:
    found = runs_out(made, on)
    assert found == runs_out(reversed(made), on)
    begun = [one for one in made if first_day(one) <= on]
    if found:
        assert found.expires_on is not None
        assert found in begun
        assert all(one.expires_on <= found.expires_on for one in begun if one.expires_on)
        assert found.expires_on <= on + timedelta(SOON_DAYS)
        after = found.expires_on + timedelta(1)
        assert not [one for one in made if one.expires_on and first_day(one) <= after <= one.expires_on]
        begins = next_start(made, found)
        assert begins is None or begins > max(after, on)
    elif begun:
        later = on + timedelta(SOON_DAYS)
        last = max((one.expires_on for one in begun if one.expires_on), default=on)
        assert any(one.expires_on is None or one.expires_on > min(later, last) for one in made)


ENDING = Paper(1, date(2026, 11, 1), None, date(2026, 12, 1))


@pytest.mark.parametrize(
    ("other", "goes_on"),
    [
        (Paper(2, date(2026, 11, 20)), True),
        (Paper(2, date(2026, 10, 1)), False),
        (Paper(2, date(2026, 10, 1), date(2026, 11, 10)), True),
        (Paper(2, date(2026, 11, 1)), False),
        (Paper(2, date(2026, 11, 20), date(2026, 12, 2), date(2026, 12, 31)), True),
        (Paper(2, date(2026, 11, 20), date(2026, 12, 3), date(2026, 12, 31)), False),
        (Paper(2, date(2026, 11, 20), date(2026, 12, 3)), False),
        (Paper(2, date(2026, 10, 1), None, date(2027, 1, 1)), True),
        (Paper(2, date(2026, 11, 20), None, date(2026, 11, 30)), False),
        (Paper(2, date(2026, 11, 28), date(2026, 12, 1), date(2026, 12, 1)), False),
    ],
)
def test_only_one_that_covers_the_day_after_goes_on(other: Paper, goes_on: bool) -> None:
    made = [ENDING, other]
    assert runs_out(made, TODAY) == (None if goes_on else ENDING)
    assert next_start(made, ENDING) == (date(2026, 12, 3) if other.starts_on == date(2026, 12, 3) else None)


def test_one_that_ended_is_asked_for_until_the_next_one_begins() -> None:
    after = Paper(2, date(2026, 11, 20), date(2026, 12, 20), date(2027, 2, 1))
    for on, found in (
        (date(2026, 11, 16), None),
        (date(2026, 12, 5), ENDING),
        (date(2026, 12, 19), ENDING),
        (date(2026, 12, 20), None),
        (date(2027, 3, 1), after),
    ):
        assert runs_out([ENDING, after], on) == found
    assert runs_out([ENDING], date(2027, 11, 1)) == ENDING


@given(WORDS, WORDS)
def test_what_is_ordered_by_is_folded(given_name: str, family: str) -> None:
    values = prescriber_values(PrescriberDraft(given_name, family, "MD"))
    assert values["sort_name"] == folded(f"{family}, {given_name}")
