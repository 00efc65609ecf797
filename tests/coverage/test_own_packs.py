"""Rule packs of the clinic: for one payer, kept in its file, and set aside where they can no longer be read."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from charting import TODAY, answer, full_case, plain_case
from hypothesis import example, given, settings
from hypothesis import strategies as some
from own_rules import QUIET, accepted, damaged, own

from clinic_desktop import headless
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.coverage.commands.determinations import KeepDetermination
from clinic_desktop.coverage.commands.packs import AddRulePack, RemoveRulePack
from clinic_desktop.coverage.loader.cases import CoverageCase, read_coverage_case
from clinic_desktop.coverage.loader.example import example_id, example_pack
from clinic_desktop.coverage.loader.gathering import Appraised, as_case_file, coverage_of, gather
from clinic_desktop.coverage.loader.own_packs import clinic_packs
from clinic_desktop.coverage.loader.packs import pack_in, program_packs
from clinic_desktop.coverage.model.outcome import CoverageOutcome, CoverageVerdict
from clinic_desktop.coverage.model.packs import BrokenPack, Pack, Packs
from clinic_desktop.coverage.queries.kept import determination
from clinic_desktop.coverage.queries.own_packs import own_packs
from clinic_desktop.coverage.rules.appraising import appraise, better
from clinic_desktop.errors import ChangedSince, NotAllowed, Refused
from clinic_desktop.store.connection import driver
from clinic_desktop.values.text import folded, is_blank

CASES = sorted((Path(__file__).parents[1] / "cases" / "coverage").rglob("*.toml"))
NAMES = some.sampled_from(("Cascade Mutual", " cascade  MUTUAL", "Quillfern Health Plan", "Ruby & Elm", ""))


def read(payer_name: str) -> Pack:
    return pack_in(own(payer_name), Path("own.toml"))


def judged(case: CoverageCase, packs: Packs, payer_name: str) -> tuple[CoverageOutcome, object]:
    found = appraise(replace(case.answers, payer_name=payer_name), case.money.terms, case.money.visits, packs)
    return found.outcome, better(found, packs)


def of_case(clinic: Clinic, case: CaseId) -> Appraised:
    return coverage_of(clinic.read, case, TODAY, clinic_packs(clinic.read))


def verdict(clinic: Clinic, case: CaseId) -> CoverageVerdict:
    return of_case(clinic, case).appraisal.outcome.verdict


def problems(clinic: Clinic, content: bytes) -> list[str]:
    with pytest.raises(Refused) as refused:
        clinic.do(AddRulePack(content, "cascade.toml"))
    assert {one.field for one in refused.value.problems} == {"file"}
    return [one.words for one in refused.value.problems]


@given(some.sampled_from(CASES), NAMES, NAMES, some.booleans())
@settings(max_examples=60)
def test_a_pack_for_another_payer_changes_nothing(path: Path, of_pack: str, of_case: str, broken: bool) -> None:
    case, program = read_coverage_case(path), program_packs()
    # A pack that cannot be read is for its payer alone too.
    more = ((), (BrokenPack("own.toml", ("own.toml:1: no",), of_pack),)) if broken else ((read(of_pack),), ())
    packs = Packs((*program.read, *more[0]), more[1])
    before = judged(case, program, of_case)
    same = judged(case, packs, of_case) == before
    counts = not of_pack or folded(of_pack) == folded(of_case)
    assert same or counts
    # Where it counts, it does say something; but to another payer's case it has nothing to say.
    if before[0].verdict is not CoverageVerdict.WRONG_PAYER:
        assert not (same and counts)


@given(some.sampled_from(CASES), NAMES)
@settings(max_examples=30)
def test_a_pack_of_ones_own_never_makes_a_verdict_better(path: Path, payer_name: str) -> None:
    case, program = read_coverage_case(path), program_packs()
    before = judged(case, program, payer_name)[0]
    after = judged(case, Packs((*program.read, read(payer_name))), payer_name)[0]
    assert after.verdict.rank <= before.verdict.rank


def test_only_a_pack_for_another_payer_is_as_good_as_none() -> None:
    case = read_coverage_case(CASES[0])
    assert judged(case, Packs((read("Ruby & Elm"),)), "Cascade Mutual") == judged(case, Packs(()), "Cascade Mutual")


def test_a_case_of_the_record_is_judged_by_the_packs_of_its_payer(clinic: Clinic) -> None:
    case = full_case(clinic)
    before = verdict(clinic, case)
    kept = accepted(clinic, own("  CASCADE mutual"))
    assert verdict(clinic, case) is CoverageVerdict.UNLIKELY is not before
    assert "a letter of the plan" in [one.words for one in of_case(clinic, case).appraisal.outcome.those("missing")]
    clinic.do(RemoveRulePack(kept.id, kept.version))
    assert verdict(clinic, case) is before
    accepted(clinic, own("Quillfern Health Plan"))
    assert verdict(clinic, case) is before
    # Without a payer it is for every case, also one without a policy.
    accepted(clinic, own("", name="all"))
    assert verdict(clinic, plain_case(clinic)) is CoverageVerdict.UNLIKELY


def test_who_does_not_use_the_plan_has_no_payer(clinic: Clinic) -> None:
    case = full_case(clinic)
    assert gather(clinic.read, case, TODAY).answers.payer_name == "Cascade Mutual"
    answer(clinic, case, payer_type="self_pay")
    assert gather(clinic.read, case, TODAY).answers.payer_name == ""


def test_the_case_as_a_file_is_judged_the_same(clinic: Clinic, tmp_path: Path) -> None:
    case = full_case(clinic)
    accepted(clinic)
    path = tmp_path / "case.toml"
    path.write_text(as_case_file(gather(clinic.read, case, TODAY)), encoding="utf-8")
    read_back = read_coverage_case(path)
    found = appraise(read_back.answers, read_back.money.terms, read_back.money.visits, clinic_packs(clinic.read))
    assert found.outcome == of_case(clinic, case).appraisal.outcome


def test_what_is_accepted_is_the_file_to_the_letter(clinic: Clinic) -> None:
    content = b"\xef\xbb\xbf# Ours\r\n" + own()
    kept = accepted(clinic, content)
    assert clinic.read.content(kept.digest) == content
    assert (kept.pack, kept.title, kept.payer_name, kept.edition) == ("cascade", "Our rules", "Cascade Mutual", 1)
    assert (kept.rules, kept.added_on, kept.file) == (1, TODAY, "cascade.toml")


def test_a_newer_version_takes_the_place_of_the_one_before_and_undo_brings_it_back(clinic: Clinic) -> None:
    old = accepted(clinic)
    assert problems(clinic, own()) == ["cascade.toml:3: Version 1 of this pack is here: write a higher number."]
    new = accepted(clinic, own(rule=QUIET, version=2))
    assert own_packs(clinic.read) == (new,)
    clinic.undo()
    assert [(one.id, one.edition) for one in own_packs(clinic.read)] == [(old.id, 1)]
    clinic.redo()
    assert [(one.id, one.edition) for one in own_packs(clinic.read)] == [(new.id, 2)]
    (now,) = own_packs(clinic.read)
    clinic.do(RemoveRulePack(now.id, now.version))
    assert own_packs(clinic.read) == ()
    assert clinic_packs(clinic.read) == program_packs()
    clinic.undo()
    assert [one.edition for one in own_packs(clinic.read)] == [2]


def test_only_the_owner_decides_which_rules_count(clinic: Clinic) -> None:
    kept = accepted(clinic)
    clinic.person = replace(clinic.person, role="therapist")
    for command in (AddRulePack(own(version=2), "cascade.toml"), RemoveRulePack(kept.id, kept.version)):
        with pytest.raises(NotAllowed, match="owner"):
            clinic.do(command)


def test_somebody_was_faster(clinic: Clinic) -> None:
    kept = accepted(clinic)
    with pytest.raises(ChangedSince):
        clinic.do(RemoveRulePack(kept.id, kept.version + 1))


def test_what_cannot_be_read_is_refused_with_every_line(clinic: Clinic) -> None:
    wrong = own().replace(b'"necessity"', b'"needs"').replace(b"missing", b"mising")
    said = problems(clinic, wrong)
    assert [one.split(" ")[0] for one in said] == ["cascade.toml:10:", "cascade.toml:12:"]
    assert "Did you mean “missing”?" in said[1]
    for key, value in (("title", "x" * 201), ("payer_name", "\u200b"), ("payer_name", "A\nB")):
        text = own("").replace(b"version", f"{key} = {json.dumps(value)}\nversion".encode(), 1)
        text = text.replace(b'title = "Our rules"\n', b"") if key == "title" else text
        assert problems(clinic, text)[0].endswith(f"{key}: Write one line of at most 200 letters."), key
    assert problems(clinic, b"\xff") == ["cascade.toml:1: This is not text in UTF-8."]
    assert not own_packs(clinic.read)


def test_no_pack_and_no_rule_has_the_name_of_another_one(clinic: Clinic) -> None:
    shipped = program_packs().read[0]
    assert "There is another pack" in problems(clinic, own(name=shipped.id))[0]
    clash = own().replace(b'"cascade-letter"', f'"{shipped.rules[0].id}"'.encode())
    assert "There is another rule" in problems(clinic, clash)[0]
    accepted(clinic)
    clash = own(name="other").replace(b'"other-letter"', b'"cascade-letter"')
    assert problems(clinic, clash) == ["cascade.toml:8: There is another rule “cascade-letter”."]


def test_a_pack_that_no_longer_reads_is_set_aside_for_its_payer_and_named(clinic: Clinic) -> None:
    case, other = full_case(clinic), plain_case(clinic)
    kept = accepted(clinic)
    before = verdict(clinic, other)
    damaged(clinic, kept, own().replace(b'"necessity"', b'"needs"'))
    outcome = of_case(clinic, case).appraisal.outcome
    (line,) = outcome.without
    assert line.startswith("cascade.toml:10: stage: ")
    assert outcome.verdict is not CoverageVerdict.UNLIKELY
    assert of_case(clinic, other).appraisal.outcome.without == ()
    assert verdict(clinic, other) is before
    row = clinic.do(KeepDetermination(case)).row
    assert {"file": "cascade.toml", "read": False} in determination(clinic.read, row).packs
    # One that can be read takes its place.
    accepted(clinic, own(version=2))
    assert verdict(clinic, case) is CoverageVerdict.UNLIKELY


def test_a_determination_names_the_packs_that_counted(clinic: Clinic) -> None:
    case = full_case(clinic)
    accepted(clinic)
    accepted(clinic, own("Quillfern Health Plan", name="quillfern"))
    row = clinic.do(KeepDetermination(case)).row
    found = determination(clinic.read, row)
    assert found.verdict == "UNLIKELY"
    names = [one["id"] for one in found.packs]
    assert "cascade" in names and "quillfern" not in names


@pytest.mark.parametrize("column", ["pack", "title", "payer_name", "dated", "added_on", "file"])
def test_the_file_itself_never_changes_what_a_pack_says(clinic: Clinic, column: str) -> None:
    accepted(clinic)
    with pytest.raises(driver().IntegrityError, match="never changed"):
        clinic._writer._database.execute(f"UPDATE rule_packs SET {column} = '2026-01-01'")


def test_reading_them_again_costs_nothing(clinic: Clinic) -> None:
    accepted(clinic)
    assert clinic_packs(clinic.read) is clinic_packs(clinic.read)


@given(some.text(some.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=200))
@example("\u200b")
@settings(max_examples=60)
def test_the_example_can_be_read_for_a_payer_of_any_name(name: str) -> None:
    name = " ".join(name.split())
    pack = pack_in(example_pack(name, TODAY).encode(), Path("example.toml"), program_packs().read)
    assert pack.dated == TODAY
    assert pack.id == ("quillfern-health-plan" if is_blank(name) else example_id(name))
    assert is_blank(name) or folded(pack.payer_name) == folded(name)


@pytest.mark.parametrize(("payer_name", "counts"), [("cascade  mutual", True), ("Ruby & Elm", False)])
def test_without_a_window_a_pack_counts_for_its_payer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], payer_name: str, counts: bool
) -> None:
    pack, case = tmp_path / "pack.toml", tmp_path / "case.toml"
    pack.write_bytes(own())
    case.write_text(f'today = 2026-11-24\npayer_type = "commercial"\npayer_name = "{payer_name}"\n', encoding="utf-8")
    assert headless.run(["coverage", str(case), "--pack", str(pack), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["verdict"] == ("UNLIKELY" if counts else "POSSIBLE_VERIFY")
