"""Letters on record: made of it, changed by hand, issued, voided, sent; what is refused, and that nothing is lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlcipher3
from appealing import NOTICE, answered, new_appeal, sent
from charting import answer
from factories import DIAGNOSIS, HOSTILE_NAMES, new_case, new_client, new_diagnosis, refused
from lettering import TITLES, accept_all, bare_case, draft_of, issued, now, with_whole_case, written

from clinic_desktop.appeals.commands.denials import AddDenial
from clinic_desktop.appeals.model import DenialId
from clinic_desktop.cases.model import CaseDraft, CaseId
from clinic_desktop.clients.commands import ChangeClient
from clinic_desktop.clients.model import ClientDraft, ClientId
from clinic_desktop.clients.queries import client
from clinic_desktop.clinic import Clinic
from clinic_desktop.disclosures.model import DisclosureDraft
from clinic_desktop.disclosures.queries import disclosures_of
from clinic_desktop.errors import ChangedSince, Missing, Refused
from clinic_desktop.letters.commands.letters import IssueLetter, RetireLetter, VoidLetter, WriteLetter
from clinic_desktop.letters.commands.sendings import LogLetterSent
from clinic_desktop.letters.commands.wordings import KeepWording, RetireWording
from clinic_desktop.letters.document.papers import letter_now, letter_pdf
from clinic_desktop.letters.loader import clinic_template, shipped
from clinic_desktop.letters.model import LETTER_KINDS, LetterDraft, LetterEdit
from clinic_desktop.letters.queries.denials import open_denials
from clinic_desktop.letters.queries.letters import letter, letters_of, own_wording
from clinic_desktop.letters.queries.record import record_of
from clinic_desktop.letters.rules.checks import all_lines, letter_checks
from clinic_desktop.letters.rules.composing import paper_of
from clinic_desktop.letters.rules.conditions import holding_now
from clinic_desktop.letters.rules.filling import missing_in
from clinic_desktop.letters.rules.proposing import proposals
from clinic_desktop.restrictions.commands import AddRestriction
from clinic_desktop.restrictions.model import RestrictionDraft
from clinic_desktop.store.keys.keyring import ClinicFolder

TODAY = date(2026, 11, 24)
SENT = DisclosureDraft(told_on="11/24/2026", party="payer/1", name="Cascade Mutual", purpose="payment", how="mail")


@pytest.fixture
def clinic(tmp_path: Path, open_clinic: Callable[[ClinicFolder], Clinic]) -> Clinic:
    return open_clinic(with_whole_case(tmp_path / "whole"))


@pytest.fixture
def whole(clinic: Clinic) -> tuple[CaseId, int]:
    return CaseId(1), 1


def test_of_a_whole_record_every_letter_says_everything(clinic: Clinic, whole: tuple[CaseId, int]) -> None:
    case, denial = whole
    for kind in LETTER_KINDS:
        if kind == "external_review":
            # It names the plan’s answer to the appeal.
            answered(clinic, sent(clinic, new_appeal(clinic, DenialId(denial))))
        for voice in shipped(kind).voices:
            made = now(clinic, case, draft_of(kind, denial, voice))
            words = all_lines(paper_of(made))
            assert missing_in(words) == (), (kind, voice)
            assert "{" not in words
            assert not letter_checks(made, (), ()).is_stopped, (kind, voice)


def test_of_an_empty_record_every_gap_is_named_and_can_be_put_right(clinic: Clinic) -> None:
    case = bare_case(clinic)
    for kind in LETTER_KINDS:
        made, record = letter_now(clinic.read, case, LetterDraft(kind=kind), TODAY, {})
        verdict = letter_checks(made, record.restrictions, ())
        gaps = {key for one in verdict.findings if "missing" in one.rule for key in one.fact.split()}
        assert gaps == set(missing_in(all_lines(paper_of(made))))
        assert verdict.is_stopped, kind
        with pytest.raises(Refused):
            clinic.do(IssueLetter(case, 0, 0, LetterDraft(kind=kind)))
    # Nothing half done: no row of a letter that was refused.
    assert letters_of(clinic.read, case) == ()


def test_an_appeal_tells_what_the_record_and_the_denial_say(clinic: Clinic, whole: tuple[CaseId, int]) -> None:
    case, denial = whole
    words = all_lines(paper_of(now(clinic, case, draft_of("appeal_internal", denial))))
    for told in (
        "I appeal your denial of 11/18/2026",
        "Claim number: CLM-2041",
        "Dates of service: 11/09/2026, 11/16/2026",
        "Amount: $280.00",
        "Your reason was: “Not medically necessary.”",
        "M54.2 Cervicalgia, from Maria Lee, MD",
        "Sit at the desk: 45 minutes now, 60 minutes needed",
        "NDI 24/50 (10/05/2026) to 15/50 (11/16/2026), a drop of 9",
        "full and fair review of 29 CFR 2560.503-1(h)",
    ):
        assert told in words
    # These visits are the sixth and the seventh: the law about the first six is not claimed; nor is what is not so.
    assert "RCW 48.43.016(2)" not in words
    assert "College of Physicians" not in words
    assert "Section 2706" not in words


def test_the_six_visits_of_washington_are_claimed_for_the_first_six_alone(
    clinic: Clinic, whole: tuple[CaseId, int]
) -> None:
    case, denial = whole
    record = record_of(clinic.read, case, TODAY, draft_of("appeal_internal", denial), {}, "appeals")
    assert record.denial
    assert "wa_six_visits" not in holding_now(record)
    early = replace(record, denial=replace(record.denial, days=record.given[:2]))
    assert {"wa_six_visits", "denied_authorization", "denied_need", "erisa"} <= holding_now(early)
    # That there was an authorization is said only where it holds all the days.
    assert record.authorization
    assert "authorized" in holding_now(record)
    short = replace(record.authorization, row=replace(record.authorization.row, ends_on=record.given[-2]))
    assert "authorized" not in holding_now(replace(record, authorization=short))
    known = record.answers
    assert known
    long_ago = replace(known, need=replace(known.need, last_treated=record.given[0] - timedelta(91)))
    assert "wa_six_visits" in holding_now(replace(early, answers=long_ago))
    for other in (
        replace(early, answers=replace(known, network="out")),
        replace(early, answers=replace(known, funding="self_funded")),
        replace(early, answers=replace(known, state_of_care="OR")),
        replace(early, answers=None),
        # Treated elsewhere in the 90 days before: then it is no new episode.
        replace(early, answers=replace(known, need=replace(known.need, last_treated=record.given[0] - timedelta(90)))),
    ):
        assert "wa_six_visits" not in holding_now(other)


@pytest.mark.parametrize(
    ("funding", "network", "whose", "holds"),
    [
        ("self_funded", "out", "member", True),
        ("self_funded", "out", "representative", True),
        # The clinic’s own appeal goes by its contract, an insured plan by the state and the ACA.
        ("self_funded", "out", "clinic", False),
        ("insured", "out", "member", False),
        ("public", "out", "member", False),
        ("unknown", "out", "member", False),
    ],
)
def test_erisa_is_named_where_its_days_count_though_nobody_chose_it(
    clinic: Clinic, whole: tuple[CaseId, int], funding: str, network: str, whose: str, holds: bool
) -> None:
    case, _ = whole
    answer(clinic, case, funding=funding, network=network)
    notice = replace(NOTICE, policy="1", visits=("6",), amount="1.00", whose=whose, regime="")
    if whose == "representative":
        notice = replace(notice, representative="Ana Ruiz", form_signed_on="11/1/2026")
    row = clinic.do(AddDenial(case, notice)).row
    record = record_of(clinic.read, case, TODAY, draft_of("appeal_internal", row), {}, "appeals")
    assert ("erisa" in holding_now(record)) == holds
    words = all_lines(paper_of(now(clinic, case, draft_of("appeal_internal", row))))
    assert ("29 CFR 2560.503-1" in words) == holds
    # Who reviews it is asked for either way, with the law or without.
    assert "trained in this field" in words


@pytest.mark.parametrize(
    ("code", "onset", "holds"),
    [
        ("M54.50", "11/1/2026", True),
        ("M54.59", "9/2/2026", True),
        ("M54.50", "9/1/2026", True),
        ("M54.50", "8/1/2026", False),
        ("M54.50", "", False),
        ("M54.2", "11/1/2026", False),
    ],
)
def test_the_guideline_is_cited_for_twelve_weeks(clinic: Clinic, code: str, onset: str, holds: bool) -> None:
    case = new_case(clinic, ClientId(1), CaseDraft("health", "Back", onset))
    new_diagnosis(clinic, case, replace(DIAGNOSIS, code=code, as_written=True))
    record = record_of(clinic.read, case, TODAY, LetterDraft(kind="medical_necessity"), {})
    assert ("low_back_recent" in holding_now(record)) == holds


def test_a_draft_follows_the_record_where_nobody_changed_it(clinic: Clinic, whole: tuple[CaseId, int]) -> None:
    case, _ = whole
    row = written(clinic, case, draft_of("thank_you", reach="Call me any day."))
    person = client(clinic.read, 1)
    moved = ClientDraft("Rosa", family_name="Nguyễn", birth_date="3/4/1985", street="1 New Street", city="Tacoma")
    clinic.do(ChangeClient(person.id, person.version, moved))
    found = letter(clinic.read, row)
    made = now(clinic, case, found.draft)
    assert "Thank you for sending Rosa Nguyễn to us." in made.part("thanks").text
    assert made.part("reach").text == "Call me any day."
    # What a person changed is kept, and told where what it was made from is another by now.
    assert made.part("reach").is_edited
    assert made.part("reach").has_moved
    asked = [one.field for one in letter_checks(made, (), ()).findings if one.rule == "letter-moved"]
    assert asked == ["part/reach"]


def test_a_draft_is_written_changed_undone_and_taken_away(clinic: Clinic, whole: tuple[CaseId, int]) -> None:
    case, denial = whole
    row = written(clinic, case, draft_of("appeal_internal", denial))
    (listed,) = letters_of(clinic.read, case)
    assert (listed.kind, listed.title, listed.to_whom) == ("appeal_internal", "Internal appeal", "Cascade Mutual")
    assert (listed.denial, listed.issued_on, listed.digest) == (denial, None, "")
    clinic.do(WriteLetter(case, row, 1, draft_of("appeal_internal", denial, codes="")))
    with pytest.raises(ChangedSince):
        clinic.do(WriteLetter(case, row, 1, draft_of("appeal_internal", denial)))
    assert letter(clinic.read, row).draft.edits["codes"].text == ""
    clinic.undo()
    assert letter(clinic.read, row).draft.edits == {}
    version = letter(clinic.read, row).row.version
    clinic.do(RetireLetter(row, version))
    assert letters_of(clinic.read, case) == ()
    clinic.undo()
    assert len(letters_of(clinic.read, case)) == 1


def test_an_issued_letter_stays_whatever_changes(clinic: Clinic, whole: tuple[CaseId, int]) -> None:
    case, denial = whole
    row = issued(clinic, case, draft_of("appeal_internal", denial))
    before = letter_pdf(clinic.read, row, TODAY)
    found = letter(clinic.read, row)
    assert found.row.issued_on == TODAY == (found.paper and found.paper.day)
    person = client(clinic.read, 1)
    clinic.do(ChangeClient(person.id, person.version, ClientDraft("Other", family_name="Name")))
    assert letter_pdf(clinic.read, row, TODAY) == before
    assert letter(clinic.read, row).paper == found.paper
    assert refused(lambda: clinic.do(WriteLetter(case, row, found.row.version, found.draft))) == [""]
    assert refused(lambda: clinic.do(RetireLetter(row, found.row.version))) == [""]
    for sql in ("UPDATE letters SET title = 'x'", "UPDATE letters SET facts = '{}'", "DELETE FROM letters"):
        with pytest.raises(sqlcipher3.IntegrityError, match="never"):
            clinic._writer._database.execute(sql)


def test_what_stands_in_the_way_is_told_and_an_accepted_question_is_not(
    clinic: Clinic, whole: tuple[CaseId, int]
) -> None:
    case, denial = whole
    draft = draft_of("appeal_internal", denial, request="We guarantee that this is covered.")
    with pytest.raises(Refused) as told:
        clinic.do(IssueLetter(case, 0, 0, draft, TITLES))
    said = " ".join(one.words for one in told.value.problems)
    assert "“guarantee” claims more" in said
    assert "“covered” claims more" in said
    assert "Check before you send" in said
    accept_all(clinic, case, draft)
    clinic.do(IssueLetter(case, 0, 0, draft, TITLES))
    assert len(letters_of(clinic.read, case)) == 1


def test_no_other_letter_is_issued_than_the_one_that_was_shown(clinic: Clinic, whole: tuple[CaseId, int]) -> None:
    case, _ = whole
    draft = draft_of("thank_you")
    seen = paper_of(now(clinic, case, draft))
    person = client(clinic.read, 1)
    clinic.do(ChangeClient(person.id, person.version, ClientDraft("Rosa", family_name="Lee", birth_date="3/4/1985")))
    with pytest.raises(ChangedSince, match="Look at the letter once more"):
        clinic.do(IssueLetter(case, 0, 0, draft, TITLES, seen))
    assert letters_of(clinic.read, case) == ()


def test_void_and_what_comes_instead(clinic: Clinic, whole: tuple[CaseId, int]) -> None:
    case, _ = whole
    row = issued(clinic, case, draft_of("thank_you", reach="Call us."))
    version = letter(clinic.read, row).row.version
    assert refused(lambda: clinic.do(VoidLetter(row, version, " "))) == ["why"]
    assert refused(lambda: clinic.do(VoidLetter(row, version, "x" * 501))) == ["why"]
    before = letter_pdf(clinic.read, row, TODAY)
    clinic.do(VoidLetter(row, version, "Wrong prescriber"))
    found = letter(clinic.read, row)
    assert (found.row.voided_on, found.void_why) == (TODAY, "Wrong prescriber")
    assert letter_pdf(clinic.read, row, TODAY) != before
    assert clinic.read.content(found.row.digest) == before
    assert refused(lambda: clinic.do(VoidLetter(row, found.row.version, "Again"))) == [""]
    again = clinic.do(WriteLetter(case, 0, 0, found.draft, found.titles, row)).row
    assert letter(clinic.read, again).replaces == row
    assert letter(clinic.read, again).draft == found.draft
    assert refused(lambda: clinic.do(VoidLetter(again, 1, "A draft"))) == [""]


def test_that_it_went_out_stands_in_the_disclosure_log(clinic: Clinic, whole: tuple[CaseId, int]) -> None:
    case, _ = whole
    draft = written(clinic, case, draft_of("progress_cover"))
    assert refused(lambda: clinic.do(LogLetterSent(draft, SENT))) == [""]
    row = issued(clinic, case, draft_of("progress_cover"))
    assert refused(lambda: clinic.do(LogLetterSent(row, replace(SENT, told_on="11/1/2026")))) == ["told_on"]
    assert refused(lambda: clinic.do(LogLetterSent(row, replace(SENT, told_on="", party="")))) == ["told_on", "party"]
    clinic.do(LogLetterSent(row, SENT))
    found = letter(clinic.read, row)
    (one,) = found.sendings
    assert (one.kind, one.item, one.title) == ("letter", row, "Cover letter for a progress report")
    assert (one.digest, one.case, one.how) == (found.row.digest, case, "mail")
    assert disclosures_of(clinic.read, 1) == (one,)
    clinic.do(VoidLetter(row, found.row.version, "Wrong"))
    assert refused(lambda: clinic.do(LogLetterSent(row, SENT))) == [""]


def test_too_much_is_refused_at_its_part_and_markup_is_text(clinic: Clinic, whole: tuple[CaseId, int]) -> None:
    case, _ = whole
    long = "Twenty thousand letters. " * 800
    assert refused(lambda: written(clinic, case, draft_of("thank_you", thanks=long, reach="fine"))) == ["thanks"]
    assert refused(lambda: written(clinic, case, draft_of("thank_you", thanks="x" * 2_001))) == ["thanks"]
    paragraphs = "\n".join(
        ["A line of a hundred letters or so, which is how people write when they are asked to."] * 80
    )
    written(clinic, case, draft_of("thank_you", thanks=paragraphs))
    for name in HOSTILE_NAMES:
        row = written(clinic, case, draft_of("thank_you", thanks=f"Thank you, {name}: <b>bold</b> & <img src=x>"))
        assert letter_pdf(clinic.read, row, TODAY).startswith(b"%PDF")


def test_a_sign_that_no_font_has_stops_the_letter(clinic: Clinic, whole: tuple[CaseId, int]) -> None:
    case, _ = whole
    with pytest.raises(Refused, match="The paper cannot show 🙂 in “Thanks”"):
        clinic.do(IssueLetter(case, 0, 0, draft_of("thank_you", thanks="Thank you 🙂"), TITLES))


def test_a_letter_of_an_unknown_kind_and_of_another_case_is_refused(clinic: Clinic) -> None:
    case = bare_case(clinic)
    with pytest.raises(Missing):
        clinic.do(WriteLetter(case, 0, 0, LetterDraft(kind="love_letter")))
    with pytest.raises(Missing):
        clinic.do(WriteLetter(CaseId(99), 0, 0, LetterDraft(kind="thank_you")))
    with pytest.raises(Missing):
        clinic.do(WriteLetter(case, 0, 0, LetterDraft(kind="thank_you", therapist="77")))
    with pytest.raises(Missing):
        clinic.do(WriteLetter(case, 0, 0, LetterDraft(kind="appeal_internal", denial=77)))


def test_what_the_client_keeps_from_the_plan_stops_the_letter(clinic: Clinic, whole: tuple[CaseId, int]) -> None:
    case, _ = whole
    clinic.do(AddRestriction(1, RestrictionDraft(payer="1", from_on="11/9/2026", asked_on="11/9/2026")))
    with pytest.raises(Refused, match="which the client keeps from it"):
        clinic.do(IssueLetter(case, 0, 0, draft_of("progress_cover"), TITLES))
    emptied = draft_of("progress_cover", enclosed="Enclosed is the progress report.", scores="")
    with pytest.raises(Refused, match="which the client keeps from it"):
        clinic.do(IssueLetter(case, 0, 0, emptied, TITLES))
    clinic.do(IssueLetter(case, 0, 0, draft_of("progress_cover", enclosed="", scores=""), TITLES))


def test_the_clinics_own_words_are_strict_and_follow_the_program(clinic: Clinic, whole: tuple[CaseId, int]) -> None:
    case, _ = whole
    texts = {
        "thanks": "Thank you, {prescriber.called}, for {client.name}.",
        "reach": shipped("thank_you").paragraphs[-1].texts[""],
    }
    wrong = texts | {"thanks": "Thank you.\nWe know {client.shoe_size}."}
    with pytest.raises(Refused) as told:
        clinic.do(KeepWording("thank_you", 0, wrong))
    (problem,) = told.value.problems
    assert (problem.field, problem.words.partition(":")[0]) == ("thanks", "Line 2")
    assert refused(lambda: clinic.do(KeepWording("thank_you", 0, {}))) == [""]
    clinic.do(KeepWording("thank_you", 0, texts))
    own = own_wording(clinic.read, "thank_you")
    assert own
    assert list(own.texts) == ["thanks"]
    assert (
        now(clinic, case, draft_of("thank_you")).part("thanks").text == "Thank you, Dr. Lee, for Rosalind Mae Nguyễn."
    )
    clinic.do(RetireWording(own.id, own.version))
    assert "for sending" in now(clinic, case, draft_of("thank_you")).part("thanks").text


def test_own_words_that_no_longer_fit_are_told(clinic: Clinic) -> None:
    clinic.do(KeepWording("thank_you", 0, {"thanks": "Thank you."}))
    for kept, moved, broken in (
        ('{"thanks": ["Thank you.", "Something that the program said once."]}', ("thanks",), 0),
        ('{"thanks": ["Thank you, {gone.fact}.", "x"]}', (), 1),
        ('{"gone": ["Thank you.", "x"]}', (), 0),
    ):
        clinic._writer._database.execute("UPDATE letter_wordings SET texts = ?", (kept,))
        found = clinic_template(clinic.read, "thank_you")
        assert (found.moved, len(found.broken)) == (moved, broken)
        if broken:
            assert "line 1" in found.broken[0]
            assert found.template == shipped("thank_you")


def test_what_the_record_asks_for_comes_first(clinic: Clinic, whole: tuple[CaseId, int]) -> None:
    case, denial = whole
    record = record_of(clinic.read, case, TODAY, LetterDraft(), {})
    found = proposals(record, open_denials(clinic.read, case, clinic.clock.today()))
    assert [one.kind for one in found][:3] == ["appeal_internal", "medical_necessity", "peer_to_peer"]
    assert {one.denial for one in found[:3]} == {denial}
    assert "extension" in {one.kind for one in found}
    bare = record_of(clinic.read, bare_case(clinic), TODAY, LetterDraft(), {})
    assert [one.kind for one in proposals(bare)] == ["prescription_request"]
    cash = new_case(clinic, new_client(clinic, ClientDraft("Cash", family_name="Only")), CaseDraft("cash", "Rest"))
    assert proposals(record_of(clinic.read, cash, TODAY, LetterDraft(), {})) == ()


def test_an_edit_that_says_what_the_record_says_is_none(clinic: Clinic, whole: tuple[CaseId, int]) -> None:
    case, _ = whole
    made = now(clinic, case, draft_of("thank_you")).part("thanks").text
    draft = LetterDraft(kind="thank_you", edits={"thanks": LetterEdit(made, "old")})
    assert not now(clinic, case, draft).part("thanks").is_edited
