"""The notes of visits on paper, read back: what each says, where it begins, that long ones go on and drafts say so."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from factories import HOSTILE_NAMES, new_case
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from pdfs import pages, reader, viewed_pages, words
from record_papers import NOTE, is_told, noted_visit, recorded

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import Missing
from clinic_desktop.payers.commands import AddPayer
from clinic_desktop.payers.model import PayerDraft
from clinic_desktop.policies.commands import AddPolicy
from clinic_desktop.policies.model import PolicyDraft
from clinic_desktop.values.dates import printed
from clinic_desktop.visits.commands.notes import AddAddendum
from clinic_desktop.visits.document.paper import notes_pdf
from clinic_desktop.visits.queries.papers import NotesPaper, notes_paper


@pytest.fixture
def paper(clinic: Clinic) -> NotesPaper:
    _, case = recorded(clinic)
    return notes_paper(clinic.read, [noted_visit(clinic, case, "11/12/2026"), noted_visit(clinic, case, "11/5/2026")])


def test_the_paper_says_what_was_done_and_who_signed(clinic: Clinic, paper: NotesPaper) -> None:
    clinic.do(AddAddendum(paper.visits[0].note.id, "Sore for a day."))  # type: ignore[union-attr]
    made = notes_pdf(notes_paper(clinic.read, [one.visit.id for one in paper.visits]))
    said = words(made.pdf)
    for told in (
        *("Visit notes", "11/05/2026 to 11/12/2026", "Alder & Rowe Massage", "Patient", "Rosalind Mae Nguyễn"),
        *("Born 03/04/1985", "Payer Cascade Mutual", "Member ID ABC 123 456 789", "M54.2, S13.4XXA", "Neck pain"),
        *("11/05/2026 · 2:00 PM – 3:10 PM · Maya Ortiz, LMT", "Massage (MT001)", "2:05 PM – 3:05 PM", "60 4"),
        *("Myofascial release Neck 35", "Stretching Upper back 25", "Pain 6/10 before, 3/10 after"),
        *("Subjective " + NOTE.subjective, "Objective " + NOTE.objective, "Assessment " + NOTE.assessment),
        *("Plan " + NOTE.plan, "Signed in the clinic’s record by Maya Ortiz, LMT on 11/24/2026"),
        *("NPI 2999999990 · License WA MA60123456", "Addendum by", "Sore for a day."),
    ):
        assert told in said, told
    assert said.index("11/05/2026 · 2:00") < said.index("Sore for a day") < said.index("11/12/2026 · 2:00")
    for never in ("DRAFT", "Draft", "Client", "$", "Zuzu"):
        assert never not in said
    facts = reader(made.pdf).metadata
    assert facts and facts.title == "Visit notes" and "Nguy" not in str(dict(facts))
    assert [one.day for one in made.starts] == [date(2026, 11, 5), date(2026, 11, 12)]
    assert [one.title for one in reader(made.pdf).outline][1:] == ["11/05/2026", "11/12/2026"]  # type: ignore[union-attr]


def test_the_same_notes_give_the_same_bytes(clinic: Clinic, paper: NotesPaper) -> None:
    again = notes_paper(clinic.read, [one.visit.id for one in reversed(paper.visits)])
    assert notes_pdf(again) == notes_pdf(paper)


def test_what_is_not_signed_says_so(clinic: Clinic) -> None:
    _, case = recorded(clinic)
    rows = [
        noted_visit(clinic, case, "11/5/2026"),
        noted_visit(clinic, case, "11/12/2026", signed=False),
        noted_visit(clinic, case, "11/13/2026", None),
    ]
    said = words(notes_pdf(notes_paper(clinic.read, rows)).pdf)
    assert said.count("Signed in the clinic’s record") == 1
    assert said.count("Draft: this note is not signed") == said.count("Draft: not signed") == 1
    assert said.count("There is no note of this visit in the program.") == 1
    # Across pages that have a signed note too it would be a lie.
    assert "DRAFT" not in said
    assert "DRAFT" in words(notes_pdf(notes_paper(clinic.read, rows[1:])).pdf)


def test_a_long_note_goes_on_and_nothing_is_left_out(clinic: Clinic) -> None:
    _, case = recorded(clinic)
    long = " ".join(f"word{number}" for number in range(1_150))
    assert len(long) < 10_000
    note = replace(NOTE, subjective=long, objective="\n\n\n\n\n".join(f"line {number}." for number in range(400)))
    rows = [noted_visit(clinic, case, "11/5/2026", note), noted_visit(clinic, case, "11/12/2026")]
    made = notes_pdf(notes_paper(clinic.read, rows))
    told = pages(made.pdf)
    said = words(made.pdf)
    assert all(f"word{number}" in said.split() for number in range(1_150)) and "…" not in said
    assert all(f"line {number}." in said for number in range(400))
    assert made.starts[1].page == len(told)
    for number, page in enumerate(told[1:], 2):
        assert page.startswith("Rosalind Mae Nguyễn · Alder & Rowe Massage") or "Visit notes · 11/05" in page
        assert f"Page {number} of {len(told)}" in page


def test_a_note_is_not_torn_where_a_page_holds_it(paper: NotesPaper) -> None:
    first = paper.visits[0]
    visits = [replace(first, visit=replace(first.visit, date_of_service=date(2026, 1, 2 + at))) for at in range(9)]
    told = pages(notes_pdf(replace(paper, visits=tuple(visits))).pdf)
    assert len(told) > 1
    for page in told:
        assert page.count("2:00 PM – 3:10 PM") == page.count("Signed in the clinic’s record") > 0


def _wide(one: Sequence[int]) -> str:
    return " ".join("word" * 3 for _ in range(one[0] * 12))


@given(some.lists(some.integers(0, 24), min_size=1, max_size=6))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_each_note_begins_where_it_says(paper: NotesPaper, lengths: list[int]) -> None:
    first = paper.visits[0]
    assert first.note
    visits = tuple(
        replace(
            first,
            visit=replace(first.visit, date_of_service=date(2026, 1, 2 + at)),
            note=replace(first.note, plan=_wide([length])),
        )
        for at, length in enumerate(lengths)
    )
    made = notes_pdf(replace(paper, visits=visits))
    told = viewed_pages(made.pdf)
    for one in made.starts:
        heading = f"{printed(one.day)} · 2:00 PM"
        assert heading in told[one.page - 1]
        assert not any(heading in page for number, page in enumerate(told, 1) if number != one.page)


@pytest.mark.parametrize("name", [*HOSTILE_NAMES, "x" * 60])
def test_hostile_texts_are_set_to_the_letter(paper: NotesPaper, name: str) -> None:
    first = paper.visits[0]
    assert first.note
    note = replace(first.note, subjective=name, signer=name, techniques=tuple(
        replace(one, technique=name, region=name) for one in first.note.techniques))  # fmt: skip
    hostile = replace(paper, head=replace(paper.head, client_name=name, reason=name, payer_name=name, member_id=name),
                      visits=(replace(first, note=note),))  # fmt: skip
    pdf = notes_pdf(hostile).pdf
    assert "/JavaScript" not in pdf.decode("latin-1") and is_told(pdf, name, 5)


def test_the_member_id_is_that_of_the_payer_it_goes_to(clinic: Clinic) -> None:
    _, case = recorded(clinic)
    row = noted_visit(clinic, case, "11/5/2026")
    other = clinic.do(AddPayer(PayerDraft("Harbor Auto"))).row
    clinic.do(AddPolicy(case, PolicyDraft(payer=str(other), payer_name="Harbor Auto", member_id="HA-77")))
    assert notes_paper(clinic.read, [row]).head.member_id == "ABC 123 456 789"
    assert notes_paper(clinic.read, [row], other).head.member_id == "HA-77"


def test_visits_of_two_cases_and_planned_ones_are_no_paper(clinic: Clinic) -> None:
    client, case = recorded(clinic)
    one, other = noted_visit(clinic, case, "11/5/2026"), noted_visit(clinic, new_case(clinic, client), "11/6/2026")
    with pytest.raises(ValueError, match="of one case"):
        notes_paper(clinic.read, [one, other])
    with pytest.raises(ValueError, match="of one case"):
        notes_paper(clinic.read, [])
    with pytest.raises(Missing):
        notes_paper(clinic.read, [one, 99])


@given(some.lists(some.integers(0, 60), min_size=1, max_size=5))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_signature_stands_below_the_words_that_it_signs(paper: NotesPaper, lengths: list[int]) -> None:
    first = paper.visits[0]
    assert first.note
    visits = tuple(
        replace(first, note=replace(first.note, objective=_wide([length]), plan="The last words."))
        for length in lengths
    )
    for page in viewed_pages(notes_pdf(replace(paper, visits=visits)).pdf):
        assert page.count("The last words.") == page.count("Signed in the clinic’s record")
