"""Between a form and a draft: fields and attributes of the same name."""

from dataclasses import Field, fields
from datetime import date
from typing import Any, ClassVar, Protocol, TypeVar

from clinic_desktop.values import dates
from ui.kit.form import Form, flag


class Draft(Protocol):
    """A dataclass of what was typed: texts and flags, each with a default."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


DraftT = TypeVar("DraftT", bound=Draft)


def read_draft(kind: type[DraftT], form: Form, **others: str) -> DraftT:
    """A draft with what stands in the form's fields of the same names; `others` where a field is named otherwise."""
    values = form.values() | others
    typed = {entry.name: values[entry.name] for entry in fields(kind) if entry.name in values}
    flags = {entry.name for entry in fields(kind) if entry.type is bool}
    return kind(**{name: bool(text) if name in flags else text for name, text in typed.items()})


def draft_text(kind: type[DraftT], found: object) -> dict[str, str]:
    """A saved row as its form shows it: the attributes that the draft has too."""
    shared = (entry.name for entry in fields(kind) if hasattr(found, entry.name))
    return {name: _as_typed(getattr(found, name)) for name in shared}


def _as_typed(value: object) -> str:
    if isinstance(value, bool):
        return flag(value)
    if isinstance(value, date):
        return dates.printed(value)
    return "" if value is None else str(value)
