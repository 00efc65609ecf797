"""Lets the parts of a note take the clinic’s phrases."""

from collections.abc import Iterable

from clinic_desktop.phrases.model import MARK
from clinic_desktop.phrases.queries import phrases_by_shortcut
from ui.kit.expanding import Expander
from ui.kit.field import Field
from ui.kit.fields import NoteField
from ui.session import Session


def take_phrases(session: Session, fields: Iterable[Field]) -> None:
    """From now on a phrase’s shortcut becomes its words in these boxes. Asked for when one is typed: somebody may add
    a phrase meanwhile."""

    def words_of(typed: str) -> str:
        return phrases_by_shortcut(session.clinic.read).get(typed.casefold(), "")

    for field in fields:
        if isinstance(field, NoteField):
            Expander(field.box, MARK, words_of)
