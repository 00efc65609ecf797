"""A coverage case is read strictly, says every mistake with its line, and the README names every key of it."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from clinic_desktop import headless
from clinic_desktop.coverage.loader import case_keys
from clinic_desktop.coverage.loader.cases import CoverageCase, is_coverage_case, read_coverage_case
from clinic_desktop.coverage.loader.packs import shipped_packs
from clinic_desktop.coverage.rules.appraising import appraise
from clinic_desktop.coverage.rules.estimate.words import visit_words
from clinic_desktop.coverage.rules.facts import facts
from clinic_desktop.written.file import BadFile

README = Path(__file__).parents[2] / "README.md"
TABLES = (
    *(case_keys.TOP, case_keys.ACCIDENT, case_keys.PRESCRIBER, case_keys.RX, case_keys.DX, case_keys.APPROVAL),
    *(case_keys.PROVIDER, case_keys.BENEFIT, case_keys.CLAIM, case_keys.NEED, case_keys.VOB, case_keys.OWN),
)


def shown() -> str:
    _, case = re.findall("```toml\n(.*?)```", README.read_text(encoding="utf-8"), flags=re.DOTALL)
    return str(case)


def read(tmp_path: Path, text: str) -> CoverageCase:
    path = tmp_path / "case.toml"
    path.write_text(f"today = 2026-11-24\n{text}", encoding="utf-8")
    assert is_coverage_case(path)
    return read_coverage_case(path)


def wrong(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(BadFile) as caught:
        read(tmp_path, text)
    return [line.rpartition("case.toml:")[2] for line in caught.value.problems]


def test_the_case_in_the_readme_is_found_to_be_as_it_says(tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    path.write_text(shown(), encoding="utf-8")
    case = read_coverage_case(path)
    assert case.today == date(2026, 11, 24)
    assert case.expected and case.expected.verdict
    found = appraise(case.answers, case.money.terms, case.money.visits, shipped_packs())
    assert found.outcome.verdict is case.expected.verdict, found.outcome.evidence
    assert found.estimate
    # Example A of the arithmetic: $36 of the first visit, $66 of the second.
    assert [row.low.plan_cents for row in found.estimate.rows] == [3600, 6600]


def test_the_readme_names_every_key() -> None:
    words = set(re.findall("[a-z0-9_]+", shown()))
    keys = {key for table in TABLES for key in table}
    assert len(keys) >= 70
    assert keys <= words, keys - words


@pytest.mark.parametrize("unknown", ['"unknown"', None])
@pytest.mark.parametrize(
    "key",
    [
        *("payer_type", "plan_type", "funding", "state_of_care", "network", "accident", "rx", "provider", "dx"),
        *("referral_required", "pa_required", "pa_number", "pa_dates", "pa_visits", "baseline_measure", "last_treated"),
        *("claim_status", "hsa", "denial", "booked_on", "vob_call", "red_flags", "visits_done"),
    ],
)
def test_unknown_is_the_same_as_nothing(tmp_path: Path, key: str, unknown: str | None) -> None:
    nothing = facts(read(tmp_path, 'payer_type = "unknown"\n' if key != "payer_type" else 'hsa = "unknown"\n').answers)
    said = f'{key} = {unknown}\nfsa = "unknown"\n' if unknown else 'fsa = "unknown"\n'
    assert facts(read(tmp_path, said).answers) == nothing


@pytest.mark.parametrize("nothing", ["unknown", "none", " ", "\u200b"])
def test_a_number_that_nobody_knows_proves_nothing(tmp_path: Path, nothing: str) -> None:
    typed = (
        f'supervision_ref = "{nothing}"\n[claim]\nnumber = "{nothing}"\n[vob_call]\nref_no = "{nothing}"\n'
        f'[prescriber]\nnpi = "{nothing}"\n[rx]\nfreq = "{nothing}"\n'
    )
    answers = read(tmp_path, f"[provider]\nsupervisor = true\n{typed}").answers
    found = facts(answers)
    assert (found["supervision"], found.get("claim_number"), found["verification"]) == ("not_logged", None, "not_said")
    assert (answers.rx.freq, answers.rx.prescriber_npi) == ("", "")


def test_no_is_no_however_it_is_written(tmp_path: Path) -> None:
    found = read(tmp_path, 'goals = "No"\nred_flags = " None"\nbaseline_measure = "Unknown"\nprior_care_tried = "PT"')
    need = found.answers.need
    assert (need.goals, need.red_flags, need.baseline_measure, need.prior_care_tried) == ("no", "no", "", "yes")


def test_a_call_with_a_day_was_made_and_grows_stale(tmp_path: Path) -> None:
    assert facts(read(tmp_path, "[vob_call]\ndate = 2026-09-01").answers)["verification"] == "stale"
    assert facts(read(tmp_path, '[vob_call]\nref_no = "C-1"').answers)["verification"] == "fresh"
    assert facts(read(tmp_path, "[vob_call]\ndone = false\ndate = 2026-09-01").answers)["verification"] == "not_done"


def test_unknown_beside_an_answer_takes_nothing_away(tmp_path: Path) -> None:
    claim = 'claim_status = "unknown"\n[claim]\nstatus = "open"\nlimit_left = 100\nlimit = "unknown"\nused = "unknown"'
    found = read(tmp_path, claim).answers.claim
    assert (found.status, found.limit, found.used) == ("open", 10_000, 0)


def test_money_may_be_unknown(tmp_path: Path) -> None:
    shares = re.findall(r"^(?:# )?([a-z_]+) =", shown().partition("[cost_share]")[2].partition("[series]")[0], re.M)
    assert len(shares) >= 15
    unknown = "".join(f'{key} = "unknown"\n' for key in (*shares, "allowed_low", "allowed_high", "allowed_from"))
    series = '[series]\nvisits = 2\nbilled = 90\nstarts_on = "unknown"\nevery_days = "unknown"\n'
    told = read(tmp_path, f"hsa = true\n[cost_share]\n{unknown}{series}").money
    assert told == read(tmp_path, "hsa = true\n[cost_share]\n[series]\nvisits = 2\nbilled = 90").money


def test_codes_of_a_prescription_that_is_not_there_have_no_source(tmp_path: Path) -> None:
    assert "diagnosis" not in facts(read(tmp_path, '[rx]\nheld = false\ndx = ["M54.59"]').answers)


def test_a_word_says_as_much_as_a_table(tmp_path: Path) -> None:
    words = read(tmp_path, 'accident = "auto"\nrx = "held"\nprovider = "LMT"\ndx = "m54.59"\nvob_call = true\n')
    tables = read(
        tmp_path,
        'accident.kind = "auto"\nrx.held = true\nprovider.type = "lmt"\nvob_call.done = true\n[[dx]]\ncode = "M54.59"',
    )
    assert words.answers == tables.answers
    assert read(tmp_path, "rx = false\n").answers.rx.held == "no"
    assert read(tmp_path, "pa_number = false\n").answers.approval.held == "no"
    assert read(tmp_path, 'benefit.lmt_ok = "supervised"\n').answers.benefit.lmt_ok == "supervised"
    assert read(tmp_path, "dx = []\n").answers.dx == ()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ('payer_type = "comercial"', "2: payer_type: Did you mean “commercial”?"),
        ('network = "inside"', "2: network: "),
        ('payer = "commercial"\nhsa = true', "2: There is no key “payer” here. Did you mean “payer_type”?"),
        ('hsa = true\nrx = "perhaps"', '3: rx: Write true, false or "unknown".'),
        ("hsa = 1", "2: hsa: Write true, false"),
        ("hsa = true\n[benefit]\nvisit_limit = -1", "4: visit_limit: Write a whole number"),
        ("hsa = true\n[benefit]\nlmt_okay = true", "4: There is no key “lmt_okay” here. Did you mean “lmt_ok”?"),
        ('hsa = true\n[[dx]]\ncode = "M54.59"\nsource = "friend"', "5: source: "),
        ("pa_dates = [2026-11-02]", "2: pa_dates: Write the first and the last day"),
        ('state_of_care = "Cascadia"', "2: state_of_care: Type the state’s two letters"),
        ("hsa = true\n[claim]\nlimit_left = 5\nlimit = 9", "4: Write what is left, or limit and used"),
        ('denial = "because"', "2: denial: "),
        ("hsa = true\ngoals = nan", '3: goals: Write true, false or "unknown".'),
        ("hsa = true\nred_flags = 0", '3: red_flags: Write true, false or "unknown".'),
        ("hsa = true\ngoals = [false]", '3: goals: Write true, false or "unknown".'),
        ('hsa = true\n[prescriber]\nnpi = "1999999993"', "4: npi: The last digit does not fit"),
        ('claim_status = "open"\n[claim]\nstatus = "denied"', "4: “claim_status” says something else"),
        (f"hsa = true\n[cost_share]\ncoinsurance = 0x{'f' * 5000}", "4: coinsurance: "),
        ('hsa = true\n[expect]\nverdict = "PERHAPS"', "4: verdict: "),
    ],
)
def test_every_mistake_is_said_with_its_line(tmp_path: Path, typed: str, said: str) -> None:
    found = wrong(tmp_path, typed)
    assert any(line.startswith(said) for line in found), found


def test_a_card_that_says_hmo_is_a_health_plan_of_that_kind(tmp_path: Path) -> None:
    found = read(tmp_path, 'payer_type = "HMO"').answers
    assert (found.payer_type, found.plan_type) == ("commercial", "hmo")
    found = read(tmp_path, 'payer_type = "hmo"\nplan_type = "pos"').answers
    assert (found.payer_type, found.plan_type) == ("commercial", "pos")


def test_all_mistakes_are_said_at_once(tmp_path: Path) -> None:
    assert len(wrong(tmp_path, 'payer_type = "x"\nhsa = 3\nfoo = 1\n[rx]\nvisits = "six"')) == 4
    assert wrong(tmp_path.joinpath(), "hsa = true\ntoday = 2026-11-24")[0].startswith("3: This is not valid TOML")


def test_a_code_on_a_benefit_statement_says_which_kind_of_denial_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for typed in ("CO-197", "197", "co197"):
        assert read(tmp_path, f'denial = "{typed}"').answers.denied.kind == "authorization"
    assert read(tmp_path, 'denial = "CO-999"').answers.denied.kind == "other"
    # Whoever takes the numbers away has no kinds.
    monkeypatch.setattr("clinic_desktop.coverage.loader.denials.FILE", tmp_path / "gone.toml")
    assert read(tmp_path, 'denial = "CO-197"').answers.denied.kind == "other"


def test_the_command_line_answers_in_json_and_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "case.toml"
    path.write_text(shown(), encoding="utf-8")
    assert headless.run(["coverage", str(path), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert set(said) >= {"verdict", "missing", "ask", "next", "rules", "estimate"}
    assert set(said["rules"][0]) >= {"id", "title", "source", "because"}
    assert [row["plan_cents"] for row in said["estimate"]] == [{"low": 3600, "high": 3600}, {"low": 6600, "high": 6600}]
    assert headless.run(["coverage", str(path)]) == 0
    words = capsys.readouterr().out
    assert said["headline"] in words
    assert "Estimate, not a guarantee" in words


def test_a_case_that_cannot_be_read_and_a_pack_that_cannot(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, pack = tmp_path / "case.toml", tmp_path / "mine.toml"
    path.write_text("today = 2026-11-24\nhsa = 3\n", encoding="utf-8")
    assert headless.run(["coverage", str(path)]) == 2
    assert "case.toml:2: hsa: " in capsys.readouterr().err
    path.write_text("today = 2026-11-24\nhsa = true\n", encoding="utf-8")
    pack.write_text('id = "mine"\n', encoding="utf-8")
    assert headless.run(["coverage", str(path), "--pack", str(pack), "--json"]) == 0
    said = capsys.readouterr()
    assert "mine.toml:1: " in said.err
    assert any("mine.toml:1: " in line for line in json.loads(said.out)["without"])


def test_a_series_has_as_many_visits_as_are_planned(tmp_path: Path) -> None:
    assert len(read(tmp_path, "visits_planned = 8\n[series]\nbilled = 120.00").money.visits) == 8
    assert len(read(tmp_path, "visits_planned = 8\n[series]\nvisits = 2\nbilled = 120.00").money.visits) == 2
    assert wrong(tmp_path, "[series]\nbilled = 120.00") == ["2: The key “visits” is missing."]


def test_a_series_begins_with_the_first_visit_where_that_is_to_come(tmp_path: Path) -> None:
    series = "[series]\nvisits = 2\nbilled = 120.00\nevery_days = 14"
    to_come = read(tmp_path, f"first_visit_on = 2026-12-01\n{series}").money.visits
    assert [one.on for one in to_come] == [date(2026, 12, 1), date(2026, 12, 15)]
    assert wrong(tmp_path, f"first_visit_on = 2026-11-02\n{series}") == ["6: “every_days” goes with “starts_on”."]


def test_a_contradiction_is_named_once(tmp_path: Path) -> None:
    case = read(tmp_path, "payer_type = 'commercial'\n[benefit]\nvisit_limit = 10\nvisits_used = 12")
    found = appraise(case.answers, case.money.terms, case.money.visits, shipped_packs()).outcome.contradictions
    assert [one.key for one in found] == ["visits_used"]


def test_a_plan_that_pays_nothing_a_visit_is_said_of_a_payer_whose_client_is_never_billed(tmp_path: Path) -> None:
    money = "[cost_share]\nper_visit_cap = 0\n[series]\nvisits = 1\nbilled = 80"
    case = read(tmp_path, f"payer_type = 'va'\nnetwork = 'in'\npa_number = 'V1'\n{money}")
    found = appraise(case.answers, case.money.terms, case.money.visits, shipped_packs())
    assert found.estimate
    assert any("$0" in words for words in visit_words(found.estimate.rows[0].low))


def test_where_nobody_asked_about_the_benefit_the_headline_says_if(tmp_path: Path) -> None:
    text = "payer_type = 'commercial'\naccident = 'none'\nrx = 'none'\n"
    for benefit, headline in (("", "Could be paid if the plan has the benefit, "), ("true", "Could be paid, 1 thing")):
        table = f"[benefit]\nmassage_covered = {benefit}" if benefit else ""
        case = read(tmp_path, text + table)
        found = appraise(case.answers, case.money.terms, case.money.visits, shipped_packs())
        assert found.headline.startswith(headline), found.headline
