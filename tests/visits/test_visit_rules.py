"""A visit as typed: its day, its times, its discount; all problems at once, each at its field."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from factories import HOSTILE_NAMES, VISIT
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop.errors import Refused
from clinic_desktop.practice.model import Service, ServiceId
from clinic_desktop.visits.model import ServiceLine, VisitDraft
from clinic_desktop.visits.rules.visits import VisitFacts, clash, facts_words, same_visit, visit_values

TODAY = date(2026, 11, 24)
MASSAGE = Service(ServiceId(1), 1, "Massage", "MT001", True, "unit", 3500, 60)
FACTS = VisitFacts(TODAY, date(1985, 3, 4), date(2026, 9, 1), None, "midpoint", {1: MASSAGE})
PLANNED = replace(VISIT, status="planned", date_of_service="12/1/2026")
FUTURE = "This day is in the future. A visit to come is planned: choose Planned."
PAST = "This day is past. Was the visit given? Then choose Given; else remove it."


def wrong(draft: VisitDraft, **facts: Any) -> dict[str, str]:
    """What is wrong by its field; nothing else but Refused is ever raised."""
    try:
        visit_values(draft, replace(FACTS, **facts))
    except Refused as answer:
        words = {problem.field: problem.words for problem in answer.problems}
        assert len(words) == len(answer.problems), "one field says one thing"
        return words
    return {}


def visit(draft: VisitDraft) -> dict[str, Any]:
    return visit_values(draft, FACTS).visit


def test_a_visit_is_read_with_all_that_was_typed() -> None:
    typed = replace(
        VISIT, starts_at="9", ends_at="10:05", place_of_service="12", discount="20", discount_why=" Student "
    )
    assert visit(typed) == {
        "therapist_id": 1,
        "status": "given",
        "date_of_service": "2026-11-20",
        "starts_at": "09:00",
        "ends_at": "10:05",
        "place_of_service": "12",
        "unit_rule": "midpoint",
        "discount_cents": 2000,
        "discount_why": "Student",
        "charged_cents": 12000,
    }
    assert [one["units"] for one in visit_values(typed, FACTS).services] == [4]


@pytest.mark.parametrize(
    ("status", "day", "words"),
    [
        ("given", "11/24/2026", ""),
        ("given", "today", ""),
        ("given", "11/25/2026", FUTURE),
        ("planned", "11/24/2026", ""),
        ("planned", "11/25/2026", ""),
        ("planned", "11/23/2026", PAST),
        ("given", "9/1/2026", ""),
        ("given", "8/31/2026", "The case began on 1 Sep 2026. Correct one of the two, or choose another case."),
    ],
)
def test_a_day_is_past_today_or_planned(status: str, day: str, words: str) -> None:
    found = wrong(replace(VISIT, status=status, date_of_service=day))
    assert found.keys() == ({"date_of_service"} if words else set())
    if words:
        assert found["date_of_service"] == words


def test_a_visit_before_the_birth_says_that_and_nothing_else() -> None:
    found = wrong(replace(VISIT, date_of_service="3/3/1985"))
    assert set(found) == {"date_of_service"}
    assert "began" not in found["date_of_service"]
    assert not wrong(replace(VISIT, date_of_service="3/4/1985"), began=None)
    assert wrong(replace(VISIT, date_of_service="3/3/1985"), began=None) == found
    assert not wrong(replace(VISIT, date_of_service="3/3/1985"), began=None, born=None)
    assert set(wrong(replace(VISIT, date_of_service="8/31/2026"), born=None)) == {"date_of_service"}


def test_a_closed_case_takes_visits_up_to_its_last_day() -> None:
    assert not wrong(VISIT, closed=date(2026, 11, 20))
    found = wrong(VISIT, closed=date(2026, 11, 19))
    assert found.keys() == {"date_of_service"}
    assert found["date_of_service"].startswith("The case was closed on")
    assert set(wrong(PLANNED, closed=date(2026, 11, 20))) == {"date_of_service"}


@pytest.mark.parametrize("typed", ["", "soon", "2/30/2026"])
def test_a_day_has_to_be_read(typed: str) -> None:
    assert set(wrong(replace(VISIT, date_of_service=typed))) == {"date_of_service"}


def test_who_treats_is_needed_planned_or_given() -> None:
    assert wrong(replace(VISIT, therapist="")) == {"therapist": "Choose who gives the treatment."}
    assert set(wrong(replace(PLANNED, therapist=""))) == {"therapist"}


def test_only_a_visit_that_was_given_needs_a_service() -> None:
    assert wrong(replace(VISIT, services=())) == {"services": "Add the service that was given."}
    assert visit(replace(PLANNED, services=()))["charged_cents"] == 0


def test_the_end_needs_a_start_and_comes_after_it() -> None:
    assert visit(replace(VISIT, starts_at="9"))["ends_at"] == ""
    assert wrong(replace(VISIT, ends_at="10")) == {"starts_at": "Type when it began, too."}
    assert wrong(replace(VISIT, starts_at="10", ends_at="10")) == {"ends_at": "This is not after the start."}
    assert wrong(replace(VISIT, starts_at="10", ends_at="9")) == {"ends_at": "This is not after the start."}
    assert set(wrong(replace(VISIT, starts_at="soon", ends_at="10"))) == {"starts_at"}


def test_hands_on_time_fits_into_the_visit() -> None:
    typed = replace(VISIT, starts_at="9", ends_at="10")
    assert not wrong(typed)
    assert wrong(replace(typed, ends_at="9:59")) == {"ends_at": "The services take 60 minutes; the visit lasts 59."}
    two = replace(typed, services=(ServiceLine("1", "30"), ServiceLine("1", "31")))
    assert set(wrong(two)) == {"ends_at"}
    assert not wrong(replace(two, ends_at=""))


def test_a_discount_is_never_more_than_the_fees() -> None:
    assert visit(replace(VISIT, discount="140"))["charged_cents"] == 0
    assert wrong(replace(VISIT, discount="140.01")) == {"discount": "This is more than the fees, which are $140.00."}
    assert set(wrong(replace(VISIT, discount="x"))) == {"discount"}
    assert set(wrong(replace(PLANNED, services=(), discount="0.01"))) == {"discount"}
    assert visit(replace(VISIT, discount="0"))["discount_cents"] == 0
    assert visit(replace(VISIT, discount=" "))["charged_cents"] == 14000


def test_why_there_is_a_discount_has_a_hundred_letters() -> None:
    assert len(visit(replace(VISIT, discount_why="王" * 100))["discount_why"]) == 100
    assert set(wrong(replace(VISIT, discount_why="x" * 101))) == {"discount_why"}


@pytest.mark.parametrize("place", ["1", "Office", "x"])
def test_a_place_of_service_is_two_digits_or_nothing(place: str) -> None:
    assert set(wrong(replace(VISIT, place_of_service=place))) == {"place_of_service"}
    assert visit(replace(VISIT, place_of_service=""))["place_of_service"] == ""
    assert visit(replace(VISIT, place_of_service="11 Office"))["place_of_service"] == "11"


def test_all_that_is_wrong_is_said_at_once() -> None:
    bad = VisitDraft("given", "x", "", "x", "x", "x", (ServiceLine("1", "x"), ServiceLine()), "x", "x" * 101)
    texts = {field.name for field in fields(VisitDraft)} - {"status", "case", "reason", "services"}
    assert set(wrong(bad)) == texts | {"services/0/minutes", "services/1/service"}


@pytest.mark.parametrize("text", HOSTILE_NAMES)
def test_hostile_text_is_refused_by_its_field_or_kept(text: str) -> None:
    bad = dict.fromkeys(("date_of_service", "starts_at", "ends_at", "place_of_service", "discount"), text)
    assert set(wrong(replace(VISIT, **bad))) == set(bad)  # type: ignore[arg-type]
    assert visit(replace(VISIT, discount_why=text))["discount_why"] == text.replace("\x00", "")


TEXTS = some.text(max_size=12) | some.sampled_from(("", "9", "10:30", "2 pm", "11/20/2026", "11", "20", "1"))
LINES = some.builds(ServiceLine, *(TEXTS for _ in fields(ServiceLine)))
DRAFTS = some.builds(
    VisitDraft,
    some.sampled_from(("given", "planned")),
    TEXTS,
    some.sampled_from(("", "1")),
    *(TEXTS for _ in range(3)),
    some.lists(LINES, max_size=3).map(tuple),
    TEXTS,
    TEXTS,
)


@given(DRAFTS)
def test_whatever_is_typed_is_read_or_refused_at_fields_that_are_there(draft: VisitDraft) -> None:
    known = {field.name for field in fields(VisitDraft)}
    parts = {field.name for field in fields(ServiceLine)}
    for field in wrong(draft):
        name, *rest = field.split("/")
        assert name in known
        assert not rest or (int(rest[0]) < len(draft.services) and rest[1] in parts)


CLOCK = some.sampled_from(("", "09:00", "09:30", "10:00", "10:30"))


@given(some.tuples(CLOCK, CLOCK), some.tuples(CLOCK, CLOCK))
def test_two_visits_clash_unless_their_times_tell_them_apart(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert clash(one, other) == clash(other, one)
    is_apart = all((*one, *other)) and (one[1] <= other[0] or other[1] <= one[0])
    assert clash(one, other) != is_apart


def test_what_was_done_stands_in_a_line() -> None:
    facts = {"date_of_service": "2026-10-12", "starts_at": "09:00", "ends_at": "10:00"}
    massage = {"name": "Massage", "minutes": 60, "region": "neck", "starts_at": "", "ends_at": ""}
    packs = {"name": "Hot packs", "minutes": None, "region": "", "starts_at": "", "ends_at": ""}
    day, who = "12 Oct 2026", "Ann Lee"
    whole = f"{day}, 9:00 AM – 10:00 AM, Ann Lee: Massage 60 minutes, neck; Hot packs"
    assert facts_words(facts, [massage, packs], who) == whole
    assert facts_words(facts | {"ends_at": ""}, [packs], who) == f"{day}, 9:00 AM, Ann Lee: Hot packs"
    assert facts_words(facts | {"starts_at": "", "ends_at": ""}, [], who) == f"{day}, Ann Lee"
    timed = massage | {"starts_at": "09:00", "ends_at": "10:00"}
    assert facts_words(facts, [timed], who).endswith(": Massage 60 minutes, 9:00 AM – 10:00 AM, neck")


def test_the_same_visit_is_named_with_who_and_when() -> None:
    day = date(2026, 11, 20)
    assert "is planned for" in same_visit("Maya Ortiz", day, is_planned=True)
    given_once = same_visit("Maya Ortiz", day, is_planned=False)
    assert given_once.startswith("A visit with Maya Ortiz on ")
    assert given_once.endswith(" is on record. Two on one day need their times.")
