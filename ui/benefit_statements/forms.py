"""The form of a statement: whose it is and of when, and a line of amounts for each service, as on the paper."""

from collections.abc import Mapping, Sequence

from clinic_desktop.benefit_statements.loader import known_reasons
from clinic_desktop.benefit_statements.model import AMOUNT_WORDS, AMOUNTS, PAID_TO, AnsweredService, LineDraft
from clinic_desktop.benefit_statements.rules.reading import is_on_it
from clinic_desktop.benefit_statements.rules.reasons import parse_reasons, reasons_in_words
from clinic_desktop.benefit_statements.rules.sums import total_words, trouble_typed
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import mark, say, say_many
from ui.benefit_statements.cells import AlongTheLine
from ui.kit.fields import ChoiceField, NoteField, TextField
from ui.kit.form import Form
from ui.kit.words_field import WordsField

# The cells of a line in the order of the paper.
_CELLS: Mapping[str, str] = {**AMOUNT_WORDS, "reasons": mark("Reasons")}
_REASONS_SHARE = 2
_WHY = "differs_why"


def statement_form(policies: Sequence[tuple[str, str]], services: Sequence[AnsweredService]) -> Form:
    """The head of the statement, and a line for each of these services."""
    lines = [row for at, one in enumerate(services) for row in _line(at, one)]
    paid_to = [(key, say(words)) for key, words in PAID_TO.items()]
    form = Form(
        [
            (ChoiceField("policy", say("Whose statement"), policies), 3),
            (TextField("statement_on", say("Dated")), 2),
            (TextField("received_on", say("Received"), say("Empty: today.")), 2),
        ],
        [
            (TextField("claim_number", say("Claim number")), 3),
            (ChoiceField("paid_to", say("Paid to whom"), paid_to), 2),
            (TextField("reference", say("Check or transfer number")), 2),
        ],
        *lines,
        WordsField("sum", say("Together")),
        TextField(
            _WHY,
            say("Why it does not add up"),
            say("Only where the statement itself says so: what it says, in a few words."),
        ),
        NoteField("note", say("Note"), lines=2),
    )
    _put_sentences_below(form, len(services))
    AlongTheLine(form, [[form.fields[cell(at, one)] for one in _CELLS] for at in range(len(services))])
    return form


def cell(at: int, name: str) -> str:
    """The key of a cell, as a problem names it."""
    return f"lines/{at}/{name}"


def lines_typed(form: Form, services: Sequence[AnsweredService]) -> tuple[LineDraft, ...]:
    """The lines as they stand in the form."""
    return tuple(
        LineDraft(
            visit=str(one.visit),
            service=str(one.service),
            procedure_code=one.procedure_code,
            units=str(one.units),
            **{name: form.fields[cell(at, name)].value() for name in _CELLS},
        )
        for at, one in enumerate(services)
    )


def show_what_follows(form: Form, services: Sequence[AnsweredService]) -> None:
    """Say what does not add up, what the codes mean, and what the lines come to; ask why where it does not add up."""
    lines = lines_typed(form, services)
    wrong = False
    for at, line in enumerate(lines):
        trouble = trouble_typed(line)
        wrong = wrong or bool(trouble)
        says = form.fields[cell(at, "says")]
        says.show_hint(_meanings(line.reasons))
        says.show_notice(trouble)
    total = form.fields["sum"]
    assert isinstance(total, WordsField)
    total.show_words(total_words([one for one in lines if is_on_it(one)]))
    form.fields[_WHY].fold(not wrong and not form.fields[_WHY].value())


def _meanings(typed: str) -> str:
    known = known_reasons()
    try:
        codes = parse_reasons(typed, known).split()
    except Unreadable:
        # On the way there it is nobody's mistake; it is said at the field when it is saved.
        return ""
    return reasons_in_words(codes, known)


def _line(at: int, one: AnsweredService) -> list[WordsField | list[tuple[TextField, int]]]:
    title = WordsField(cell(at, "title"), say("Service"))
    title.show_words(_service_words(one))
    cells = []
    for name, words in _CELLS.items():
        made = TextField(cell(at, name), say(words))
        made.name_as(say("{cell}, line {number}", cell=say(words), number=at + 1))
        made.show_label(at == 0)
        cells.append((made, _REASONS_SHARE if name == "reasons" else 1))
    return [title, cells, WordsField(cell(at, "says"), say("About this line"))]


def _service_words(one: AnsweredService) -> str:
    facts = {"day": dates.shown(one.day), "name": one.name, "code": one.procedure_code}
    if not one.procedure_code:
        return say("{day} · {name}", **facts)
    return say_many("{day} · {name} {code} · {count} unit", "{day} · {name} {code} · {count} units", one.units, **facts)


def _put_sentences_below(form: Form, count: int) -> None:
    """What is said about a cell stands below the whole line: a cell is too narrow for a sentence."""
    for at in range(count):
        below = form.fields[cell(at, "says")].layout()
        assert below
        form.fields[cell(at, "says")].box.hide()
        for name in (*AMOUNTS, "reasons"):
            below.addWidget(form.fields[cell(at, name)].sentence())
