"""Pre-flight of a letter: what is missing, what claims too much, what has to be looked at before it goes out."""

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from itertools import chain

from clinic_desktop.letters.model import ComposedLetter, LetterPaper, LetterPart
from clinic_desktop.letters.rules.claims import claim_why, claims_in
from clinic_desktop.letters.rules.composing import CRITERIA, paper_of
from clinic_desktop.letters.rules.filling import missing_in, unknown_in, unknown_words
from clinic_desktop.letters.rules.fixes import FACT, PART, RESTRICTION
from clinic_desktop.letters.rules.placeholders import PLACEHOLDERS
from clinic_desktop.letters.rules.telling import parts_told, tells_plan
from clinic_desktop.restrictions.model import Restriction
from clinic_desktop.restrictions.rules import kept_from, reason_words
from clinic_desktop.superbills.model.findings import Acceptance, Finding, Verdict
from clinic_desktop.values import dates
from clinic_desktop.wording import mark, say

_MISSING = "letter-fact-missing"
_ORDER = ("STOP", "ASK", "NOTE")
_PASSED = {
    _MISSING: mark("Every fact in it is on record"),
    "letter-fact-unknown": mark("Nothing in braces is left in it"),
    "letter-kept-visits": mark("Nothing is told that the client keeps from the plan"),
    "letter-claim": mark("No word promises more than the record says"),
    "letter-source": mark("What it says of law and evidence was looked up"),
    "letter-moved": mark("What was changed by hand still fits the record"),
    "letter-late": mark("It is in time"),
}


def _prints(_: str) -> str:
    return ""


def letter_checks(
    letter: ComposedLetter,
    restrictions: Sequence[Restriction],
    accepted: Sequence[Acceptance],
    lacks: Callable[[str], str] = _prints,
) -> Verdict:
    """What is found, what stops it on top, and the checks that found nothing. `lacks` gives the characters of a text
    that no font has, "" when all print."""
    paper = paper_of(letter)
    findings = [_answered(one, accepted) for one in _findings(letter, paper, restrictions)]
    findings += _unprinted(letter, lacks)
    findings.sort(key=lambda one: _ORDER.index(one.grade))
    spoken = {one.rule.partition(":")[0] for one in findings}
    return Verdict(tuple(findings), tuple(say(words) for rule, words in _PASSED.items() if rule not in spoken))


def all_lines(paper: LetterPaper) -> str:
    """All that stands on a paper, as one text."""
    lines = (paper.letterhead, paper.sender, paper.to, paper.subject, (paper.greeting,), paper.paragraphs)
    return "\n".join(chain(*lines, (paper.closing,), paper.signer, paper.enclosures))


def _findings(letter: ComposedLetter, paper: LetterPaper, restrictions: Sequence[Restriction]) -> Iterator[Finding]:
    yield from _missing(letter, paper)
    yield from _unknown(letter)
    yield from _kept(letter, restrictions)
    yield from _empty(paper)
    yield from _late(letter)
    yield from _claims(letter)
    yield from _moved(letter)
    yield from _sources(letter)
    yield from _hints(paper)


def _missing(letter: ComposedLetter, paper: LetterPaper) -> Iterator[Finding]:
    """Facts that nobody knows, whether their markers were made or stand in what a person typed; those that are put
    right in one place are one matter."""
    together: dict[str, list[str]] = {}
    for key in missing_in(all_lines(paper)):
        together.setdefault(PLACEHOLDERS[key].way, []).append(key)
    for way, keys in together.items():
        names = ", ".join(say(PLACEHOLDERS[key].name) for key in keys)
        where = [one.name for one in letter.parts if set(missing_in(one.text)) & set(keys)]
        parts = ", ".join(say("“{part}”", part=one) for one in where)
        yield Finding(
            "STOP",
            f"{_MISSING}:{way}",
            f"{FACT}{keys[0]}",
            say("Missing: {names}", names=names),
            say("A letter never goes out with a gap. Here: {parts}.", parts=parts)
            if parts
            else say("A letter never goes out with a gap. Here: its head or its foot."),
            fact=" ".join(keys),
        )


def _unknown(letter: ComposedLetter) -> Iterator[Finding]:
    """Braces that a person typed around what is no fact; those of a name on record are no placeholder."""
    for part in letter.parts:
        for name in unknown_of(part):
            yield Finding(
                "STOP",
                "letter-fact-unknown",
                f"{PART}{part.key}",
                unknown_words(name),
                say("It stands in “{part}”.", part=part.name),
                fact=f"{part.key}:{name}",
            )


def unknown_of(part: LetterPart) -> tuple[str, ...]:
    """What a person typed in braces in a part, and nobody knows; "" for a brace alone."""
    found = (name for _, name in unknown_in(part.text)) if part.is_edited else ()
    return tuple(name for name in found if (f"{{{name}}}" if name else "{") not in part.over + part.made)


def _kept(letter: ComposedLetter, restrictions: Sequence[Restriction]) -> Iterator[Finding]:
    """A plan is not told of visits that the client keeps from it (45 CFR 164.522(a)(1)(vi)), nor of what was found at
    them."""
    if not tells_plan(letter):
        return
    payer = letter.facts.rows.payer or None
    for what in sorted(parts_told(letter)):
        for day in letter.facts.days.get(what, ()):
            found = kept_from(restrictions, payer, day)
            if found:
                yield Finding(
                    "STOP",
                    "letter-kept-visits",
                    RESTRICTION,
                    say("It tells the plan of {day}, which the client keeps from it.", day=dates.shown(day)),
                    say("{reason} Empty the paragraphs that tell of it.", reason=reason_words(found)),
                    fact=f"{found.id}:{what}",
                )
                break


def _empty(paper: LetterPaper) -> Iterator[Finding]:
    if not paper.paragraphs:
        words = say("It has no paragraph.")
        yield Finding("STOP", "letter-empty", "", words, say("Every one of them was emptied: bring one back."))
    if not paper.to:
        yield Finding(
            "STOP", "letter-to", f"{PART}to", say("It is addressed to nobody."), say("Type name and address.")
        )


def _unprinted(letter: ComposedLetter, lacks: Callable[[str], str]) -> Iterator[Finding]:
    for part in letter.parts:
        if lacking := lacks(part.text):
            yield Finding(
                "STOP",
                "letter-font",
                f"{PART}{part.key}",
                say("The paper cannot show {letters} in “{part}”.", letters=lacking, part=part.name),
                say("No font that comes with the program has it. Write it otherwise."),
                fact=part.key,
            )


def _late(letter: ComposedLetter) -> Iterator[Finding]:
    if "late" in letter.facts.holds:
        day = letter.facts.values.get("denial.deadline", "")
        yield Finding(
            "ASK",
            "letter-late",
            f"{FACT}denial.deadline",
            say("The last day to appeal was {day}.", day=day) if day else say("The last day to appeal is past."),
            say("Say in the letter why it is late, and ask that it be taken all the same. A plan may refuse it."),
            fact=day,
        )


def _claims(letter: ComposedLetter) -> Iterator[Finding]:
    """Words typed by a person: what the templates say was weighed, and what a plan wrote may say anything."""
    for part in letter.parts:
        known = set(claims_in(part.made))
        for word in claims_in(part.text) if part.is_edited else ():
            if word not in known:
                yield Finding(
                    "ASK",
                    "letter-claim",
                    f"{PART}{part.key}",
                    say("“{word}” claims more than anybody can know.", word=word),
                    claim_why(word),
                    fact=f"{part.key}:{word}",
                )


def _moved(letter: ComposedLetter) -> Iterator[Finding]:
    for part in letter.parts:
        if part.has_moved:
            yield Finding(
                "ASK",
                "letter-moved",
                f"{PART}{part.key}",
                say("The record says something else now: “{part}”", part=part.name),
                say("It was changed by hand, and what it was made from changed since. Compare the two."),
                fact=f"{part.key}:{sha256(part.made.encode()).hexdigest()[:16]}",
            )


def _sources(letter: ComposedLetter) -> Iterator[Finding]:
    """What rests on a text that nobody here has read in the original is read again before it goes out."""
    for part in letter.parts:
        if part.check and part.text.strip():
            day = dates.shown(part.checked_on) if part.checked_on else ""
            yield Finding(
                "ASK",
                "letter-source",
                f"{PART}{part.key}",
                say("Check before you send: “{part}”", part=part.name),
                say("It rests on {source}, looked at on {day}. Laws change: read the text itself.",
                    source=part.source, day=day),
                fact=f"{part.key}:{part.source}:{part.checked_on}",
            )  # fmt: skip


def _hints(paper: LetterPaper) -> Iterator[Finding]:
    if paper.names_criteria:
        words = say("It names the table of criteria in the packet about this denial.")
        yield Finding("NOTE", "letter-criteria", f"{PART}{CRITERIA}", words, say("Send it in that packet, not alone."))
    if paper.voice == "member":
        words = say("The client signs it: it is written in the first person, without your letterhead.")
        why = say("No signed form lets you write for the client. With one, choose the other voice.")
        yield Finding("NOTE", "letter-voice", "", words, why)
    if paper.voice == "prescriber":
        words = say("A draft for the prescriber, without your letterhead. DRAFT stands across it.")
        why = say("The prescriber changes what is not so, and signs it on paper of their own.")
        yield Finding("NOTE", "letter-voice", "", words, why)


def _answered(found: Finding, accepted: Sequence[Acceptance]) -> Finding:
    if found.grade != "ASK":
        return found
    reason = next((one.reason for one in accepted if (one.rule, one.fact) == (found.rule, found.fact)), "")
    facts = (found.rule, found.field, found.message, found.why, found.fact)
    return Finding("ASK", *facts, reason) if reason else found
