"""Flags on a real database: asked, raised, changed, resolved, raised again; who did it, and undone."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from asking import CLEARANCE, NOTED, OTHER, RAISED, asked, raised, told
from factories import HOSTILE_NAMES, new_client, refused

from clinic_desktop.clients.model import ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ChangedSince, Missing
from clinic_desktop.intake.commands.flags import (
    ChangeFlag,
    GoOverFlags,
    NoteFlags,
    NoteModified,
    RaiseFlag,
    ResolveFlag,
)
from clinic_desktop.intake.model.checklist import CHECKLIST, OTHERS
from clinic_desktop.intake.model.flags import FlagAnswerDraft, FlagDraft, ScreeningDraft
from clinic_desktop.intake.queries.flags import flag_page, health_flag, last_answers, open_flags
from clinic_desktop.intake.queries.glance import health_glance
from clinic_desktop.intake.rules.flags import stop_words
from clinic_desktop.intake.rules.words import called, flag_chip, noted_words, state_words

TODAY = date(2026, 11, 24)


@pytest.fixture
def client(clinic: Clinic) -> ClientId:
    return new_client(clinic)


def test_the_list_is_whole() -> None:
    assert list(CHECKLIST) == [one.key for one in CHECKLIST.values()]
    assert {one.level for one in CHECKLIST.values()} == {"urgent", "modify", "local"}
    assert set(CHECKLIST) > OTHERS
    for one in CHECKLIST.values():
        assert one.question.endswith("?") and one.to_do.endswith(".") and len(one.words) <= 40
        assert bool(one.modification) == (one.level != "urgent"), one.key


def test_a_yes_makes_a_flag_and_a_no_is_kept(clinic: Clinic, client: ClientId) -> None:
    asked(clinic, client, chest="yes", rash="no", pregnancy="yes")
    urgent, modify = open_flags(clinic.read, client)
    assert (urgent.key, urgent.level, urgent.words, urgent.found_on) == (
        "chest", "urgent", "Chest pain or short breath", TODAY,
    )  # fmt: skip
    assert (modify.key, modify.level) == ("pregnancy", "modify")
    last = last_answers(clinic.read, client)
    assert {key: one.answers[key] for key, one in last.items()} == {"chest": "yes", "rash": "no", "pregnancy": "yes"}
    assert clinic.undo() == "Go over flags"
    assert open_flags(clinic.read, client) == () and not last_answers(clinic.read, client)
    assert clinic.redo() == "Go over flags"
    assert len(open_flags(clinic.read, client)) == 2


def test_asked_again_it_stands_or_ends(clinic: Clinic, client: ClientId) -> None:
    asked(clinic, client, "11/20/2026", pregnancy="yes", seizures="yes")
    asked(clinic, client, "11/22/2026", pregnancy="yes", seizures="no")
    (still,) = open_flags(clinic.read, client)
    assert (still.key, still.found_on, still.still_on) == ("pregnancy", date(2026, 11, 20), date(2026, 11, 22))
    assert noted_words(still) == "Still so on 22 Nov 2026"
    ended = flag_page(clinic.read, client).rows[-1]
    assert (ended.key, ended.resolution, ended.resolution_words, ended.resolver) == (
        "seizures", "asked", "Asked again on 22 Nov 2026: no.", "Maya Ortiz",
    )  # fmt: skip
    assert state_words(ended) == "No longer so, 22 Nov 2026"


def test_a_no_does_not_end_what_is_urgent(clinic: Clinic, client: ClientId) -> None:
    asked(clinic, client, "11/20/2026", chest="yes")
    (problem,) = told(lambda: asked(clinic, client, "11/22/2026", chest="no", rash="no"))
    assert problem.field == "chest" and problem.words.startswith("Open since 20 Nov 2026. A no is not enough")
    assert len(open_flags(clinic.read, client)) == 1 and "rash" not in last_answers(clinic.read, client)


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (ScreeningDraft("11/24/2026"), ""),
        (ScreeningDraft("", (FlagAnswerDraft("chest", "no"),)), "asked_on"),
        (ScreeningDraft("11/25/2026", (FlagAnswerDraft("chest", "no"),)), "asked_on"),
        (ScreeningDraft("3/3/1985", (FlagAnswerDraft("chest", "no"),)), "asked_on"),
        (ScreeningDraft("11/24/2026", (FlagAnswerDraft("rash", "yes"),)), "rash/region"),
        (ScreeningDraft("11/24/2026", (FlagAnswerDraft("other_urgent", "yes"),)), "other_urgent/words"),
        (ScreeningDraft("11/24/2026", (FlagAnswerDraft("rash", "yes", region="x" * 121),)), "rash/region"),
    ],
)
def test_what_is_wrong_is_said_at_its_question(
    clinic: Clinic, client: ClientId, draft: ScreeningDraft, field: str
) -> None:
    assert refused(lambda: clinic.do(GoOverFlags(client, draft))) == [field]


def test_a_flag_that_nobody_saw_is_not_ended_by_a_no(clinic: Clinic, client: ClientId) -> None:
    raised(clinic, client)
    no, yes = FlagAnswerDraft("blood_thinner", "no"), FlagAnswerDraft("blood_thinner", "yes", note="Since a clot")
    for answer in (no, yes):
        unseen = ScreeningDraft("11/24/2026", (answer,), seen_open=())
        (problem,) = told(partial(clinic.do, GoOverFlags(client, unseen)))
        assert problem.field == "blood_thinner" and "while you asked" in problem.words
    assert len(open_flags(clinic.read, client)) == 1
    clinic.do(GoOverFlags(client, ScreeningDraft("11/24/2026", (no,), seen_open=("blood_thinner",))))
    assert not open_flags(clinic.read, client)


def test_answers_from_before_a_flag_was_found_do_not_touch_it(clinic: Clinic, client: ClientId) -> None:
    raised(clinic, client)
    assert refused(lambda: asked(clinic, client, "11/12/2026", blood_thinner="no")) == ["blood_thinner"]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"key": ""}, "key"),
        ({"key": "nonsense"}, "key"),
        ({"found_on": ""}, "found_on"),
        ({"found_on": "tomorrow"}, "found_on"),
        ({"found_on": "3/3/1985"}, "found_on"),
        ({"key": "varicose_veins"}, "region"),
        ({"key": "other_modify"}, "words"),
        ({"modification": "x" * 201}, "modification"),
        ({"note": "x" * 2001}, "note"),
    ],
)
def test_a_flag_is_read(clinic: Clinic, client: ClientId, typed: dict[str, str], field: str) -> None:
    assert refused(lambda: clinic.do(RaiseFlag(client, replace(RAISED, **typed)))) == [field]


def test_a_flag_is_raised_once_and_changed(clinic: Clinic, client: ClientId) -> None:
    row = raised(clinic, client)
    assert refused(lambda: clinic.do(RaiseFlag(client, RAISED))) == ["key"]
    clinic.do(ChangeFlag(row, 1, replace(RAISED, note="Since the spring", found_on="11/10/2026")))
    found = health_flag(clinic.read, row)
    assert (found.note, found.found_on, found.is_open) == ("Since the spring", date(2026, 11, 10), True)
    assert refused(lambda: clinic.do(ChangeFlag(row, 2, replace(RAISED, key="pregnancy")))) == ["key"]
    with pytest.raises(ChangedSince):
        clinic.do(ChangeFlag(row, 1, RAISED))
    with pytest.raises(Missing):
        clinic.do(RaiseFlag(99, RAISED))
    assert clinic.undo() == "Change flag"
    assert clinic.undo() == "Raise flag"
    assert open_flags(clinic.read, client) == ()


@pytest.mark.parametrize(
    ("draft", "fields"),
    [
        (replace(NOTED, how=""), ["how"]),
        (replace(NOTED, how="asked"), ["how"]),
        (replace(NOTED, words=" "), ["words"]),
        (replace(NOTED, words="x" * 2001), ["words"]),
        (replace(NOTED, resolved_on=""), ["resolved_on"]),
        (replace(NOTED, resolved_on="11/25/2026"), ["resolved_on"]),
        (replace(NOTED, resolved_on="11/12/2026"), ["resolved_on"]),
        (replace(CLEARANCE, cleared_by=""), ["cleared_by"]),
        (replace(CLEARANCE, cleared_by="", words="", resolved_on="soon"), ["resolved_on", "cleared_by", "words"]),
    ],
)
def test_a_resolution_is_read(clinic: Clinic, client: ClientId, draft: object, fields: list[str]) -> None:
    row = raised(clinic, client)
    assert refused(lambda: clinic.do(ResolveFlag(row, 1, draft))) == fields  # type: ignore[arg-type]
    assert health_flag(clinic.read, row).is_open


def test_a_resolved_flag_stays_readable_and_may_be_raised_again(clinic: Clinic, client: ClientId) -> None:
    row = raised(clinic, client)
    clinic.do(ResolveFlag(row, 1, CLEARANCE))
    found = health_flag(clinic.read, row)
    assert (found.resolution, found.cleared_by, found.resolution_words, found.resolved_on, found.resolver) == (
        "clearance", "Dr. Ana Lee", "Light work is fine.", date(2026, 11, 20), "Maya Ortiz",
    )  # fmt: skip
    assert state_words(found) == "Cleared by Dr. Ana Lee, 20 Nov 2026"
    # What is resolved stays as it was.
    for command in (ChangeFlag(row, 2, RAISED), ResolveFlag(row, 2, NOTED), NoteFlags((row,))):
        assert refused(partial(clinic.do, command)) == [""]
    again = raised(clinic, client)
    assert [one.id for one in open_flags(clinic.read, client)] == [again]
    assert [one.id for one in flag_page(clinic.read, client).rows] == [again, row]
    # Then the first one cannot be open again beside it.
    clinic.history.undoable.pop()
    with pytest.raises(ChangedSince):
        clinic.undo()
    assert not health_flag(clinic.read, row).is_open


def test_undo_opens_a_flag_again(clinic: Clinic, client: ClientId) -> None:
    row = raised(clinic, client)
    clinic.do(ResolveFlag(row, 1, NOTED))
    assert open_flags(clinic.read, client) == ()
    assert clinic.undo() == "Resolve flag"
    assert [one.id for one in open_flags(clinic.read, client)] == [row]
    assert clinic.redo() == "Resolve flag"
    assert state_words(health_flag(clinic.read, row)) == "Resolved, 20 Nov 2026"


def test_noted_today_it_is_noted_once(clinic: Clinic, client: ClientId) -> None:
    one, other = raised(clinic, client), raised(clinic, client, replace(RAISED, key="pregnancy"))
    for _ in range(2):
        clinic.do(NoteFlags((one, other)))
        clinic.do(NoteModified((one,)))
    found = {flag.id: (flag.still_on, flag.modified_on) for flag in open_flags(clinic.read, client)}
    assert found == {one: (TODAY, TODAY), other: (TODAY, None)}
    (kept,) = clinic.read.all("SELECT words FROM flag_checks WHERE kind = 'modified'")
    assert kept["words"] == RAISED.modification
    assert clinic.undo() == "Note modified"
    assert clinic.undo() == "Note still so"
    assert all(flag.still_on is None for flag in open_flags(clinic.read, client))
    with pytest.raises(Missing):
        clinic.do(NoteFlags((99,)))


def test_what_a_chip_says(clinic: Clinic, client: ClientId) -> None:
    raised(clinic, client)
    raised(clinic, client, replace(RAISED, key="varicose_veins", region="left calf", modification=""))
    raised(clinic, client, replace(RAISED, key="chest"))
    raised(clinic, client, replace(RAISED, key="pregnancy", modification="Side-lying, " * 12))
    assert [flag_chip(one, TODAY) for one in open_flags(clinic.read, client)] == [
        "Do not treat: Chest pain or short breath",
        "Blood thinner: Light pressure, no deep work",
        "Pregnancy",
        "Varicose veins (left calf)",
    ]
    assert [called(one) for one in open_flags(clinic.read, client)][3] == "Varicose veins (left calf)"


def test_the_glance_says_what_the_list_says(clinic: Clinic, client: ClientId) -> None:
    assert not health_glance(clinic.read, client, TODAY).is_kept
    for key in ("blood_thinner", "chest", "rash"):
        raised(clinic, client, FlagDraft(key, "", "11/20/2026", "left arm", "“Quoted”", "Light"))
    clinic.do(NoteFlags((1, 3)))
    found = health_glance(clinic.read, client, TODAY)
    assert found.flags == open_flags(clinic.read, client) and len(found.flags) == 3
    assert found.is_kept and found.taken_on is None and found.consents == frozenset()
    assert health_glance(clinic.read, new_client(clinic, OTHER), TODAY).flags == ()


def test_words_of_the_other_direction_turn_no_sentence(clinic: Clinic, client: ClientId) -> None:
    for key, words in (("other_urgent", "\u202eabc"), ("rash", ""), ("varicose_veins", "")):
        region = {"rash": "\u05d9\u05d3", "varicose_veins": "left calf"}.get(key, "")
        raised(clinic, client, FlagDraft(key, words, "11/20/2026", region))
    urgent, rash, veins = open_flags(clinic.read, client)
    assert stop_words((urgent,)).startswith("An urgent flag is open since 20 Nov 2026: \u2068\u202eabc\u2069. Resolve")
    assert called(rash) == "Rash or infected skin (\u2068\u05d9\u05d3\u2069)"
    assert called(veins) == "Varicose veins (left calf)"


def test_what_nobody_sees_is_nothing(clinic: Clinic, client: ClientId) -> None:
    unseen = "\u200b\u2060 \u3164"
    draft = replace(RAISED, key="other_local", words=unseen, region=unseen, note=unseen)
    assert refused(lambda: clinic.do(RaiseFlag(client, draft))) == ["words", "region"]
    row = raised(clinic, client, replace(RAISED, note=unseen))
    assert health_flag(clinic.read, row).note == ""
    cleared = replace(CLEARANCE, cleared_by=unseen, words=unseen)
    assert refused(lambda: clinic.do(ResolveFlag(row, 1, cleared))) == ["cleared_by", "words"]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_any_words_are_kept_as_they_were_typed(clinic: Clinic, client: ClientId, name: str) -> None:
    draft = replace(RAISED, key="other_local", words=name, region=name, note=name, modification=name)
    if refused(lambda: clinic.do(RaiseFlag(client, draft))):
        return
    (found,) = open_flags(clinic.read, client)
    assert found.words == found.region == found.note == found.modification
    assert health_glance(clinic.read, client, TODAY).flags == (found,)
