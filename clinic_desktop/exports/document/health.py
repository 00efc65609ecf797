"""A client’s health on paper: each history as it was taken, what was flagged and how it was resolved, consents."""

from collections.abc import Mapping, Sequence

from clinic_desktop.cases.document import put_block
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clients.queries import client as client_of
from clinic_desktop.exports.document.identity import new_block, on_paper, told
from clinic_desktop.exports.model import RecordAsked
from clinic_desktop.exports.queries.chart import whole
from clinic_desktop.intake.model.checklist import CHECKLIST
from clinic_desktop.intake.model.consents import CONSENTS, Consent
from clinic_desktop.intake.model.flags import LEVELS, HealthFlag, Screening
from clinic_desktop.intake.model.history import HISTORY_TEXTS, PREGNANCIES, PRESSURES, HealthHistory
from clinic_desktop.intake.queries.consents import consent_page
from clinic_desktop.intake.queries.flags import clearances, flag_page, last_answers
from clinic_desktop.intake.queries.history import history_page
from clinic_desktop.intake.rules.words import called, clearance_words, noted_words, state_words
from clinic_desktop.practice.document.letterhead import RECORD_SCALE, PaperName, letterhead
from clinic_desktop.practice.queries import practice
from clinic_desktop.press.blocks import Block, gap, paragraph
from clinic_desktop.press.letters import joined
from clinic_desktop.press.sheet import Sheet
from clinic_desktop.press.text import Type
from clinic_desktop.store.reader import Reader
from clinic_desktop.values.dates import printed, printed_within
from clinic_desktop.wording import say


def health_pdf(read: Reader, asked: RecordAsked) -> bytes | None:
    """All of it that is of the days asked for, the newest on top; None where there is nothing."""
    owner = ClientId(asked.client)
    histories = [one for one in whole(lambda after: history_page(read, owner, after)) if asked.has(one.taken_on)]
    flags = [one for one in whole(lambda after: flag_page(read, owner, after)) if _is_within(asked, one)]
    consents = [one for one in whole(lambda after: consent_page(read, owner, after)) if asked.has(one.signed_on)]
    answers = {key: one for key, one in last_answers(read, owner).items() if asked.has(one.asked_on)}
    if not (histories or flags or consents or answers):
        return None
    named = PaperName(say("Health"), "", say("What a client told about their health"),
                      client_of(read, owner).name, False, asked.today)  # fmt: skip
    sheet = letterhead(practice(read), named)
    if flags:
        _place(sheet, say("Flags"), [_flag(read, flag) for flag in flags])
    for history in histories:
        _place(sheet, say("Health history of {day}", day=printed(history.taken_on)), [_history(history)])
    _place_answers(sheet, answers)
    if consents:
        _place(sheet, say("Consents"), [_consent(consent) for consent in consents])
    return sheet.pdf()


def _place_answers(sheet: Sheet, answers: Mapping[str, Screening]) -> None:
    """What was answered last to each question, by the day on which it was asked."""
    for day in sorted({one.asked_on for one in answers.values()}, reverse=True):
        block = new_block()
        for answer, label in (("yes", say("Yes")), ("no", say("No"))):
            words = [say(CHECKLIST[key].words) if key in CHECKLIST else key for key, one in answers.items()
                     if one.asked_on == day and one.answers[key] == answer]  # fmt: skip
            block.fact(label, "; ".join(words))
        _place(sheet, say("Checklist of {day}", day=printed(day)), [block])


def _is_within(asked: RecordAsked, one: HealthFlag) -> bool:
    # One that is still open counts whenever it was found.
    return asked.has(one.found_on) or one.is_open or asked.has(one.resolved_on)


def _place(sheet: Sheet, title: str, blocks: Sequence[Block]) -> None:
    """A title with what stands below it, the first of it on the same page."""

    def begin() -> None:
        sheet.bookmark(title)
        paragraph(sheet, title, Type(RECORD_SCALE.name, bold=True), RECORD_SCALE.lead * 1.2)
        gap(sheet, RECORD_SCALE.lead * 0.4)
        put_block(sheet, blocks[0])

    sheet.together(begin)
    for block in blocks[1:]:
        put_block(sheet, block)


def _history(one: HealthHistory) -> Block:
    block = new_block()
    block.fact(say("Occupation"), one.occupation)
    block.fact(say("Pressure"), say(PRESSURES[one.pressure]) if one.pressure else "")
    block.fact(say("Pregnant"), say(PREGNANCIES[one.pregnancy]) if one.pregnancy else "")
    block.fact(say("Allergies"), say("Asked: none") if one.no_allergies else "")
    block.fact(say("In an emergency"), joined((one.emergency_name, one.emergency_phone), ", "))
    for pair in HISTORY_TEXTS:
        for key, label in pair:
            told(block, say(label), getattr(one, key))
    told(block, say("Note"), one.note)
    return block


def _flag(read: Reader, one: HealthFlag) -> Block:
    block = new_block(say(called(one)))
    block.fact(say("Found on"), printed(one.found_on))
    block.fact(say("Kind"), say(LEVELS[one.level][0]))
    block.fact(say("State"), printed_within(state_words(one)))
    block.fact(say("Asked again"), printed_within(noted_words(one)))
    block.fact(say("Treated otherwise"), one.modification)
    told(block, say("Note"), one.note)
    told(block, say("How it was resolved"), one.resolution_words)
    for given in clearances(read, one.id):
        block.fact(say("Cleared"), printed_within(clearance_words(given)))
    return block


def _consent(one: Consent) -> Block:
    block = new_block(say(CONSENTS[one.kind]))
    block.fact(say("Signed on"), joined((printed(one.signed_on), one.signer), ", "))
    block.fact(say("Place"), one.region)
    block.fact(say("Until"), on_paper(one.until_on))
    block.fact(say("Witness"), one.witness)
    block.fact(say("Withdrawn on"), joined((on_paper(one.withdrawn_on), one.withdrawn_why), ", "))
    told(block, say("What was agreed to"), one.words)
    return block
