"""The scenes of outcome measures on the demo clinic: the section, the choice, forms of each kind, and a course."""

from collections.abc import Iterator

from PySide6.QtWidgets import QApplication, QWidget
from windows import shown_form

from ui.kit.editor import Editor
from ui.kit.layout import bring_into_view
from ui.main_window import MainWindow
from ui.measures.course import CourseView
from ui.measures.section import MeasuresSection

Scene = tuple[str, QWidget]
TYPED = {
    "peg": {"answers/0": "4"},
    "psfs": {"answers/0": "8"},
    "rmdq": {"answers": "110101"},
    "groc": {"answers/0": "5"},
    "ndi": {"score": "64/50"},
}


def measure_scenes(main: MainWindow) -> Iterator[Scene]:
    """What a client with low back pain scored over ten weeks; and a client of whom nothing was scored."""
    read = main.session.clinic.read
    found = read.one("SELECT id, case_id FROM scores WHERE measure = 'psfs' ORDER BY id DESC")
    client = read.one("SELECT client_id FROM cases WHERE id = ?", found["case_id"])["client_id"]
    chart = f"{client}/of/{found['case_id']}"
    main.go("clients", f"{chart}/assessment")
    show(main, MeasuresSection)
    yield "measures", main
    main.go("clients", f"{chart}/measure/{found['id']}")
    QApplication.processEvents()
    yield "measure-course", main
    show(main, CourseView, at_end=True)
    yield "measure-course-end", main
    main.go("clients", f"{chart}/measure/new")
    yield "measure-choice", main
    yield from form_scenes(main, chart)
    nothing = "SELECT id, client_id FROM cases WHERE closed_on = '' AND id NOT IN (SELECT case_id FROM scores)"
    empty = read.one(f"{nothing} ORDER BY id DESC")
    main.go("clients", f"{empty['client_id']}/of/{empty['id']}/assessment")
    show(main, MeasuresSection)
    yield "measures-empty", main


def form_scenes(main: MainWindow, chart: str) -> Iterator[Scene]:
    """A form of each kind; what was typed in them is given up."""
    for key, typed in TYPED.items():
        main.go("clients", f"{chart}/score/new/{key}")
        form = shown_form(main)
        for field, value in typed.items():
            form.fields[field].set_value(value)
        form.edited.emit()
        yield f"score-{key}", main
        if key in ("peg", "ndi"):
            editor(main).save()
            yield f"score-{key}-problem", main
        editor(main).leave()


def editor(main: MainWindow) -> Editor:
    """The editor that is shown."""
    QApplication.processEvents()
    (found,) = (one for one in main.findChildren(Editor) if one.isVisible())
    return found


def show(main: MainWindow, kind: type[QWidget], *, at_end: bool = False) -> None:
    """Bring a part of the page into view, or its end."""
    QApplication.processEvents()
    part = next(one for one in main.findChildren(kind) if one.isVisible())
    last = [one for one in part.children() if isinstance(one, QWidget) and one.isVisible()][-1]
    bring_into_view(last if at_end else part)
    QApplication.processEvents()
