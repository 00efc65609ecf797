"""Forms that somebody types into while the disk takes nothing: what of it is there again. The suite asks it, and so
does the scorecard."""

from typing import NamedTuple

from factories import new_case, new_client, new_payer, new_prescriber, new_visit
from PySide6.QtWidgets import QApplication
from unwritable import fill_up, make_room

from clinic_desktop.clinic import Clinic
from ui.kit.fields import ChoiceField
from ui.kit.form import Form
from ui.main_window import MainWindow

# A form each: of the chart, the directory and the settings.
FORMS = (
    *("clients/new", "clients/{c}/edit", "clients/{c}/case/new", "clients/{c}/policy/new"),
    *("clients/{c}/prescription/new", "clients/{c}/visit/new", "clients/{c}/note/{v}", "clients/{c}/treatment/new"),
    *("clients/{c}/assessment/new", "clients/{c}/history/new", "clients/{c}/flag/new", "clients/{c}/consent/new"),
    *("clients/{c}/payment/new/{v}", "clients/{c}/disclosure/new", "clients/{c}/contact/new"),
    *("clients/{c}/authorization/new", "clients/{c}/alert/new", "clients/{c}/diagnosis/new"),
    *("clients/{c}/score/new/nprs", "clients/{c}/restriction/new", "payers/new", "payers/1/department/new"),
    *("settings/therapists/new", "settings/services/new", "settings/phrases/new", "settings/supervisors/new"),
    *("settings/practice/name", "settings/billing/tax_id", "settings/therapists/1"),
)
TYPED = "half a sen"


class FullDisk(NamedTuple):
    """The forms into which something was typed; where it was not there again; what of it never came to the disk once
    there was room."""

    typed: tuple[str, ...]
    lost: tuple[str, ...]
    unsaved: tuple[str, ...]


def ready(clinic: Clinic) -> None:
    """One of everything that a form asks for."""
    new_visit(clinic, new_case(clinic, new_client(clinic)))
    new_payer(clinic)
    new_prescriber(clinic)


def go(main: MainWindow, where: str) -> list[Form]:
    """The forms that keep drafts, at a place."""
    place, _, part = where.partition("/")
    main.go(place, part)
    QApplication.processEvents()
    return [one for one in main.findChildren(Form) if one.isVisible() and one._draft]


def type_on_a_full_disk(main: MainWindow) -> FullDisk:
    """Type into each form while the disk is full, come back to it, and make room at the end."""
    clinic = main.session.clinic
    fill_up(clinic)
    kept: dict[str, tuple[str, str]] = {}
    lost = []
    for where in (one.format(c=1, v=1) for one in FORMS):
        if typed := _type_somewhere(go(main, where)):
            form, key = typed
            assert form._draft
            kept[where] = (form._draft[1], key)
            # It says that it is not kept yet.
            if form.keep_draft():
                lost.append(where)
        main.go("today")
    # Everything typed is still there where somebody comes back to it.
    for where, (name, key) in kept.items():
        again = [one for one in go(main, where) if one._draft and one._draft[1] == name]
        if [one.values()[key] for one in again] != [TYPED] or name not in clinic.drafts.waiting:
            lost.append(where)
        main.go("today")
    make_room(clinic)
    main.session.try_to_write()
    unsaved = [where for where, (name, _) in kept.items() if not clinic.drafts.kept(name)]
    return FullDisk(tuple(kept), tuple(lost), (*unsaved, *clinic.drafts.waiting))


def _type_somewhere(forms: list[Form]) -> tuple[Form, str] | None:
    """Type into the first field of words; which one."""
    for form in forms:
        for key, field in form.fields.items():
            if isinstance(field, ChoiceField) or not field.isVisible():
                continue
            field.set_value(TYPED)
            if field.value() == TYPED:
                form.edited.emit()
                return form, key
    return None
