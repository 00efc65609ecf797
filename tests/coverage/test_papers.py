"""The coverage summary and the reasoning page: read back, for every case file, and for whatever stands in one."""

import re
from dataclasses import fields, replace
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from determined import CASES, FACTS, FILES, NOBODY, determined, named, packs, paper
from factories import HOSTILE_NAMES
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfs import as_viewed, pages, reader, viewed_pages, words

from clinic_desktop.coverage.document.amounts import amounts_of, visit_groups
from clinic_desktop.coverage.document.papers import reasoning_pdf, summary_pdf
from clinic_desktop.coverage.document.sheets import plan_words
from clinic_desktop.coverage.document.wanted import found_out, questions_by_whom, to_bring
from clinic_desktop.coverage.model.outcome import CoverageVerdict
from clinic_desktop.coverage.model.paper import DeterminationPaper, PaperFacts, PaperLine
from clinic_desktop.coverage.rules.answer_words import input_label, input_words, inputs
from clinic_desktop.coverage.rules.estimate.lines import span
from clinic_desktop.press.fonts import MISSING, lacks
from clinic_desktop.values.dates import printed_within
from clinic_desktop.values.money import shown

BANNED = re.compile(r"\b(covered|approved|approval|guaranteed|compliant|hipaa)\b", re.IGNORECASE)
CLOSING = "Estimate, not a guarantee. The plan decides when it has the claim."
NO_PROMISE = "This is no promise of payment. The plan decides when it has the claim."
TEXTS = st.text(max_size=60)


def flat(text: str) -> str:
    return printed_within(" ".join(text.split()))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(CASES).with_suffix("")))
def test_every_case_has_its_papers(path: Path) -> None:
    made = determined(path)
    of = DeterminationPaper(made, NOBODY if made.verdict == "SELF_PAY" else FACTS)
    summary, reasoning = summary_pdf(of), reasoning_pdf(of)
    (page,) = viewed_pages(summary)
    text, file = flat(page), as_viewed(reasoning)
    assert MISSING not in text + file
    assert not BANNED.search(text) and not BANNED.search(file)
    outcome = made.outcome
    assert made.headline in file
    assert ("Likely. What it comes to is not known yet" in text) == (made.headline not in text)
    closing = CLOSING if outcome["estimate"] else NO_PROMISE
    assert (closing in text) == (made.verdict != "SELF_PAY")
    for one in chain(outcome["missing"], outcome["next"]):
        assert flat(one[1:]) in text and flat(one[1:]) in file
    for question in chain(found_out(outcome), *questions_by_whom(outcome).values()):
        assert question in text
    # Whoever is called so on the page is told that it is them.
    you = "“The client” on this page is you."
    assert (you in text) == ("the client" in text.replace(you, "").lower())
    for rule in outcome["rules"]:
        assert rule["title"] in file and flat(rule["source"]) in file
        for because in rule["because"]:
            assert because in file
    if outcome["estimate"]:
        for name, ends in amounts_of(outcome["totals"]).items():
            assert name in ("later", "back") or span(*ends) in text
        assert shown(outcome["totals"]["net_cents"]["low"]).removeprefix("$") in file


def test_every_verdict_is_among_them() -> None:
    assert {determined(path).verdict for path in FILES} == {one.value for one in CoverageVerdict}


def test_the_summary_says_who_and_what_was_reported() -> None:
    text = words(summary_pdf(paper("golden_2_chronic_pain")))
    for said in (
        *("Coverage summary", "11/24/2026", "Cascade Massage", "Phone (206) 555-0142", "For Maya Ortega"),
        *("Treated for Low back pain since March", "Evergreen Health Plan", "Silver 2026 (PPO)", "EHP004417"),
        "Likely: about $36.00 back a visit at first, $66.00 later",
        "The clinic called Evergreen Health Plan on 11/20/2026, spoke with Dana W., reference C-20-114.",
        "What the plan said • Massage benefit: Yes • Massage therapist accepted: Yes • Out-of-network benefit: Yes • "
        "Deductible left: $50.00 • Client’s share (coinsurance): 40% • Allowed amount a visit: $110.00",
        "Ask the plan’s member services: (800) 555-0101, 8 to 5",
        "Allowed $110.00, deductible $50.00, then 40% of $60.00 is $24.00 for the client; the plan pays $36.00.",
        "Visits 2 to 12, each $140.00 $140.00 $66.00 $74.00",
        "All 12 visits $1,680.00 $1,680.00 $762.00 $918.00",
    ):
        assert said in text
    # Of what was not said in the call nothing is reported.
    assert "Baseline: PEG" not in text


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"called_on": None}, "Nobody has asked Evergreen Health Plan yet."),
        ({"called_by": "client"}, "The client called Evergreen Health Plan on 11/20/2026, spoke with Dana W."),
        ({"called_by": "", "representative": "", "reference": ""}, "Evergreen Health Plan was called on 11/20/2026."),
    ],
)
def test_who_called(facts: dict[str, Any], said: str) -> None:
    assert said in words(summary_pdf(paper("golden_2_chronic_pain", **facts)))


def test_self_pay_names_no_plan() -> None:
    text = words(summary_pdf(DeterminationPaper(named("self_pay_planned"), NOBODY)))
    assert "No health plan on record" in text and "8 visits at $120.00 are $960.00." in text
    assert "Estimate, not a guarantee. It says what the clinic charges." in text
    assert "Bring to the first visit • A letter of medical necessity for the HSA or FSA" in text
    assert "Nobody has asked" not in text and "Expected back" not in text and "Insurance card" not in text


@pytest.mark.parametrize(
    ("stem", "brought"),
    [
        ("golden_2_chronic_pain", ["Insurance card, both sides", "Member claim form"]),
        ("golden_1_sports_injury", ["Insurance card, both sides"]),
        ("payer_alone", ["Insurance card, both sides", "a signed prescription with diagnosis and number of visits"]),
        ("work_injury", ["Insurance card, both sides", "the decision of workers’ compensation, which comes first"]),
        ("oregon_not_filed", ["Insurance card, both sides", "The claim number, and who handles the claim"]),
    ],
)
def test_what_to_bring(stem: str, brought: list[str]) -> None:
    assert to_bring(paper(stem))[: len(brought)] == brought


def test_all_inputs_stand_in_the_reasoning() -> None:
    of = paper("golden_2_chronic_pain")
    text = words(reasoning_pdf(of))
    for key, value in inputs(of.determination.inputs):
        origin = of.determination.origins.get(key, "")
        assert flat(f"{input_label(key)} {input_words(key, value)} {origin}") in text
    assert "Diagnosis code M54.59, Prescriber, otherwise; M62.830, Prescriber, otherwise" in text
    for one in packs().read:
        assert f"{one.title} · {one.id} {one.version}" in text
    assert "Page 1 of 4" in text and "Page 4 of 4" in text


def test_a_pack_set_aside_contradictions_and_changes_stand_there_too() -> None:
    of = paper("work_injury")
    outcome = {**of.determination.outcome, "without": ["work.toml, line 14: no key of a rule"]}
    outcome["changes"] = [{"verdict": "LIKELY", "facts": {}, "words": ["an open claim", "an order"]}]
    broken = replace(of.determination, outcome=outcome, packs=({"file": "work.toml", "read": False},))
    text = words(reasoning_pdf(replace(of, determination=broken)))
    assert "work.toml, line 14: no key of a rule" in text and "work.toml set aside: it could not be read" in text
    assert "Likely, with: an open claim · an order" in text
    assert outcome["contradictions"][0]["words"] in text
    assert "Does not hold" in words(reasoning_pdf(paper("no_benefit")))
    assert "from memory: to be checked again" in words(reasoning_pdf(paper("golden_1_sports_injury")))


def test_the_same_bytes_and_no_client_in_the_properties() -> None:
    for make, title in ((summary_pdf, "Coverage summary"), (reasoning_pdf, "Coverage reasoning")):
        pdf = make(paper("golden_2_chronic_pain"))
        assert make(paper("golden_2_chronic_pain")) == pdf
        properties = reader(pdf).metadata
        assert properties and properties.title == title
        assert not any("Ortega" in str(one) or "EHP" in str(one) for one in properties.values())
        assert "DEMO" not in words(pdf)


def test_a_demo_is_marked_on_every_page() -> None:
    assert "Demo: everybody here is invented" in words(summary_pdf(paper("golden_2_chronic_pain", is_demo=True)))
    assert all("DEMO" in page for page in pages(reasoning_pdf(paper("golden_2_chronic_pain", is_demo=True))))


def crowded(text: str, count: int) -> DeterminationPaper:
    """A case of which everything is said with this text, so many times."""
    made = named("golden_1_sports_injury")
    many = [f"{at} {text}" for at in range(count)]
    outcome = {**made.outcome, "ask": [f"{one} (the plan’s member services)" for one in many]}
    outcome |= dict.fromkeys(("missing", "next", "have", "documents", "traps", "without"), many)
    outcome |= {"contradictions": [{"key": "x", "words": one} for one in many], "estimate_words": many}
    asked = {"benefit": {f"key{at}": text for at in range(count)}, "cost_share": {"copay": text, "coinsurance": text}}
    of: dict[str, Any] = {one.name: text for one in fields(PaperFacts) if one.type is str}
    facts = replace(FACTS, **of, clinic_address=(text,) * 4, lines=(PaperLine("member", text, text),))
    return DeterminationPaper(replace(made, headline=text, inputs=asked, outcome=outcome), facts)


@pytest.mark.parametrize("text", [*HOSTILE_NAMES, "W" * 200, "word " * 400, "מאיה", "العربية", "漢字かな", "<b>&amp;"])
@pytest.mark.parametrize("count", [1, 40])
def test_whatever_is_said_it_is_one_page(text: str, count: int) -> None:
    of = crowded(text, count)
    summary = summary_pdf(of)
    (page,) = viewed_pages(summary)
    assert CLOSING in flat(page)
    assert not lacks(text) or MISSING in page
    if count > 1 and len(text) > 100:
        assert re.search("and [0-9]+ more: ask the clinic", flat(page))
    assert reasoning_pdf(of)


@settings(max_examples=40, deadline=None)
@given(TEXTS, st.integers(0, 12))
def test_any_text_prints(text: str, count: int) -> None:
    of = crowded(text, count)
    assert len(viewed_pages(summary_pdf(of))) == 1
    assert reasoning_pdf(of) == reasoning_pdf(of)


@pytest.mark.parametrize("name", ["Zoë Ñandú", "מאיה לוי", "李小龍", "<b>Bold</b> & co"])
def test_a_name_is_printed_letter_for_letter(name: str) -> None:
    of = paper("golden_2_chronic_pain", client_name=name)
    assert name in as_viewed(summary_pdf(of)) and name in as_viewed(reasoning_pdf(of))


def test_after_some_visits_it_is_the_next_one_to_bring_papers_to() -> None:
    of = paper("golden_2_chronic_pain")
    made = replace(of.determination, inputs={**of.determination.inputs, "visits_done": 3})
    assert "Bring to the next visit" in words(summary_pdf(replace(of, determination=made)))


def test_later_visits_are_one_row() -> None:
    rows = [
        {
            "visit": at,
            **{f"{name}_cents": {"low": at * 100, "high": at * 200} for name in ("billed", "pay_today", "back", "net")},
        }
        for at in range(1, 9)
    ]
    groups = visit_groups(rows)
    assert [(one.first, one.last) for one in groups] == [(1, 1), (2, 2), (3, 3), (4, 8)]
    assert groups[-1].amounts["net"] == (400, 1600)


@pytest.mark.parametrize(
    ("name", "kind", "shown"),
    [
        *(("Self-funded PPO", "ppo", "Self-funded PPO"), ("EPOch Gold", "epo", "EPOch Gold (EPO)")),
        *(("Silver 2026", "ppo", "Silver 2026 (PPO)"), ("", "ppo", "PPO"), ("Gold", "", "Gold")),
    ],
)
def test_the_kind_of_plan_stands_once(name: str, kind: str, shown: str) -> None:
    assert plan_words(replace(FACTS, plan_name=name, plan_type=kind)) == shown


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        *(("claim.number", "20261124", "20261124"), ("claim.number", "2026-11-24", "2026-11-24")),
        *(("denied_on", "2026-11-24", "11/24/2026"), ("denied_on", "2026-13-24", "2026-13-24")),
        *(("benefit.dollar_cap", "none", "No limit"), ("benefit.dollar_cap", "1500.00", "$1,500.00")),
    ],
)
def test_a_number_that_looks_like_a_day_stays_one(key: str, value: str, said: str) -> None:
    assert input_words(key, value) == said
