"""What a call that is to be logged was refused for, said where it stands."""

from collections.abc import Mapping, Sequence

from clinic_desktop.errors import FieldProblem
from clinic_desktop.wording import say
from ui.coverage.call.blank import BlankField
from ui.kit.form import Form


def show_refused(
    problems: Sequence[FieldProblem], blanks: Mapping[str, BlankField], forms: Sequence[Form]
) -> tuple[str, str]:
    """Say each at its blank or line; returns the sentence for the banner, and the first blank that is wrong or ""."""
    wrong, rest = "", []
    for one in problems:
        kind, _, key = one.field.partition("/")
        if kind in ("answers", "told") and key in blanks:
            blanks[key].show_problem(one.words)
            wrong = wrong or key
        else:
            rest.append(one)
    homeless = [one.words for one in rest if not any(_table(one) in form.fields for form in forms)]
    for form in forms:
        form.show_problems([one for one in rest if _table(one) in form.fields])
    words = say("Not logged yet: what cannot be read is marked where it stands.")
    return " ".join((words, *homeless)), "" if rest else wrong


def _table(one: FieldProblem) -> str:
    return one.field.partition("/")[0]
