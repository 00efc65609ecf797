"""Which measure is scored: the list to choose from."""

from collections.abc import Callable

from clinic_desktop.errors import Missing
from clinic_desktop.measures.loader import catalogue, measures_trouble
from clinic_desktop.store.paging import Page
from clinic_desktop.wording import say
from ui.editing import Back
from ui.kit.editor import Editor
from ui.kit.form import Form
from ui.kit.paged_model import PagedModel
from ui.kit.table import Table
from ui.measures.columns import MEASURE_COLUMNS, ListedMeasure

_MOST = 14


def measure_choice(back: Back, go: Callable[[str], object]) -> Editor:
    """Every measure that is known here; Enter opens its questions by `go`, as "score/new/peg". Raises Missing where
    none is."""
    if trouble := measures_trouble():
        raise Missing(trouble)
    listed = tuple(ListedMeasure(place, one) for place, one in enumerate(catalogue().values(), 1))
    model = PagedModel(lambda _: Page(listed, None), MEASURE_COLUMNS)
    table = Table(say("Outcome measures"), model, "", rows=_MOST)
    table.opened.connect(lambda one: go(f"score/new/{one.measure.key}"))
    model.reload()
    table.select(listed[0].id)
    editor = Editor("", Form(), lambda: None)
    editor.put_above(table)
    editor.save_button.hide()
    editor.cancel_button.setText(say("Back"))
    editor.cancel_button.setAccessibleName(say("Back"))
    editor.left.connect(lambda: back(0))
    editor.setFocusProxy(table)
    return editor
