"""The scenes of clients, charts and payers, on the demo clinic and on an empty one."""

from collections.abc import Iterator

from PySide6.QtWidgets import QApplication, QWidget

from ui.chart.place import ClientsPlace
from ui.directory.page import DirectoryPage
from ui.kit.form import Form
from ui.kit.records import Records
from ui.main_window import MainWindow

Scene = tuple[str, QWidget]


def empty_scenes(main: MainWindow) -> Iterator[Scene]:
    """A clinic without a client: what each list says, and a form with every problem."""
    main.go("clients")
    yield "clients-empty", main
    main.go("payers", "payer/")
    yield "payers-empty", main
    main.go("clients", "new")
    form = shown_form(main)
    form.fill({"given_name": "", "birth_date": "2/30/1985", "phone": "555", "zip": "9840", "state": "Wash"})
    save(main)
    yield "client-new-problems", main
    form.fill({"given_name": "Rosalind", "family_name": "Nguyễn", "birth_date": "3/12/2012", "phone": "", "zip": "",
               "state": ""})  # fmt: skip
    save(main)
    yield "chart-first-steps", main
    place = clients(main)
    assert place.chart
    place.chart.show_tab("coverage")
    yield "chart-coverage-empty", main
    place.chart.show_tab("plan")
    yield "chart-plan-empty", main
    place.chart.show_tab("visits")
    yield "chart-visits-empty", main


def client_scenes(main: MainWindow) -> Iterator[Scene]:
    """The list, a search, a chart with all its pages and editors."""
    place = clients(main)
    yield "clients", main
    place.list.search.setText("an")
    yield "clients-found", main
    place.list.search.setText("nobody has this name")
    yield "clients-nobody", main
    place.list.search.clear()
    for name, typed in (("chart", "rosalind"), ("chart-minor", "brooks"), ("chart-many", "te whare")):
        place.list.search.setText(typed)
        place.list.table.go_to_first(opened=True)
        yield name, main
        assert place.chart
        place.chart.show_tab("coverage")
        yield f"{name}-coverage", main
    chart = place.chart
    assert chart
    for name, part in (("client-edit", "edit"), ("case-new", "case/new"), ("policy-new", "policy/new"),
                       ("alert-new", "alert/new"), ("case-edit", f"case/{chart._case}")):  # fmt: skip
        chart.open_part(part)
        yield name, main
    policies = chart.coverage._model
    chart.open_part(f"policy/{policies.row(0).id}")
    yield "policy-edit", main
    shown_form(main).fill({"member_id": "078051120", "relationship": "child", "ends_on": "1/1/1999"})
    shown_form(main).edited.emit()
    save(main)
    yield "policy-problems", main
    chart.show_tab("summary")
    main._search.setFocus()
    main._search.setText("an")
    main._search.textEdited.emit("an")
    main._search.completer().complete()
    popup = main._search.completer().popup()
    assert popup
    yield "search", popup
    popup.hide()
    main._search.clear()


def payer_scenes(main: MainWindow) -> Iterator[Scene]:
    """The list, a payer with its departments, a department, and the merge."""
    main.go("payers")
    place = main.page("payers")
    assert isinstance(place, DirectoryPage)
    page = place.page("payers")
    yield "payers", main
    first = page.records._model.row(0)
    page.records.open(first)
    yield "payer-edit", main
    inner = [found for found in page.findChildren(Records) if found is not page.records]
    inner[0].add()
    yield "department-new", main
    page.records.open(first)
    press(page, "Merge…")
    yield "payer-merge", main
    page.records.add()
    yield "payer-new", main
    page.records.back()


def clients(main: MainWindow) -> ClientsPlace:
    """The place of the clients, opened."""
    main.go("clients")
    page = main.page("clients")
    assert isinstance(page, ClientsPlace)
    return page


def shown_form(main: MainWindow) -> Form:
    """The form a person sees."""
    QApplication.processEvents()
    return next(form for form in main.findChildren(Form) if form.isVisible())


def save(main: MainWindow) -> None:
    """Press Save."""
    press(main, "Save")


def press(inside: QWidget, words: str) -> None:
    """Press the visible button with these words."""
    from PySide6.QtWidgets import QPushButton

    next(made for made in inside.findChildren(QPushButton) if made.text() == words and made.isVisible()).click()
