"""Drawing with a pen: the same as with a mouse, once for each touch, and its other end rubs out."""

from pathlib import Path

import pytest
from body_drawing import region_point
from charts import open_chart
from factories import new_case
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from clinic_desktop.body_maps.rules.regions import FigurePoint
from clinic_desktop.clinic import Clinic
from ui.body_maps.canvas import FigureCanvas
from ui.body_maps.field import BodyMapField
from ui.session import Session

_Type, _Pointer = QEvent.Type, QPointingDevice.PointerType
PEN, ERASER = (
    QPointingDevice("pen", number, QInputDevice.DeviceType.Stylus, pointer, QInputDevice.Capability.Pressure, 1, 2)
    for number, pointer in enumerate((_Pointer.Pen, _Pointer.Eraser), 1)
)
KNEE = region_point("back", "knee", "left")
CALF = region_point("back", "lower_leg_back", "left")


class Pen:
    """Touches the figure; every touch is taken, or Qt would make a mouse of it besides."""

    def __init__(self, canvas: FigureCanvas, device: QPointingDevice, pressure: float) -> None:
        self.canvas, self.device, self.pressure = canvas, device, pressure

    def send(self, kind: QEvent.Type, at: QPointF, *, down: bool, button: Qt.MouseButton) -> None:
        held = button if down else Qt.MouseButton.NoButton
        changed = Qt.MouseButton.NoButton if kind == _Type.TabletMove else button
        position = (at, self.canvas.mapToGlobal(at))
        tilt = (0.0, 0.0, 0.0, 0.0, 0.0)
        none = Qt.KeyboardModifier.NoModifier
        event = QTabletEvent(kind, self.device, *position, self.pressure, *tilt, none, changed, held)
        event.ignore()
        QApplication.sendEvent(self.canvas, event)
        assert event.isAccepted()

    def touch(self, *way: FigurePoint, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
        """Down at the first point, along the others, and up."""
        points = [self.canvas.pixel_of(one) for one in way]
        self.send(_Type.TabletMove, points[0], down=False, button=button)
        self.send(_Type.TabletPress, points[0], down=True, button=button)
        for at in points[1:]:
            self.send(_Type.TabletMove, at, down=True, button=button)
        self.send(_Type.TabletRelease, points[-1], down=False, button=button)


@pytest.fixture
def field(qtbot: QtBot, clinic: Clinic, tmp_path: Path) -> BodyMapField:
    new_case(clinic)
    page = open_chart(qtbot, Session(clinic), tmp_path)
    page.open_part("body-map/new")
    return page.findChildren(BodyMapField)[0]


@pytest.mark.parametrize("pressure", [0.0, 0.01, 1.0])
def test_a_touch_is_one_mark_where_it_was(field: BodyMapField, pressure: float) -> None:
    pen = Pen(field.canvas, PEN, pressure)
    field.kinds.choose("trigger")
    field.kinds.buttons["scar"].setFocus()
    pen.touch(KNEE)
    (one,) = field.marks
    assert (one.kind, one.view) == ("trigger", "back")
    assert abs(int(one.x) - KNEE.x) <= 2 and abs(int(one.y) - KNEE.y) <= 2
    # The keys go on there.
    assert field.window().focusWidget() is field.canvas
    # A second touch chooses it, and drags it along.
    pen.touch(KNEE)
    assert len(field.marks) == 1
    pen.touch(KNEE, CALF)
    (moved,) = field.marks
    assert abs(int(moved.y) - CALF.y) <= 2
    # Lifted, it takes nothing along.
    pen.send(_Type.TabletMove, field.canvas.pixel_of(KNEE), down=False, button=Qt.MouseButton.LeftButton)
    assert field.marks == (moved,)


def test_the_other_end_rubs_out(field: BodyMapField) -> None:
    pen, eraser = Pen(field.canvas, PEN, 0.5), Pen(field.canvas, ERASER, 0.5)
    for point in (KNEE, CALF):
        pen.touch(point)
    low_back = region_point("back", "low_back")
    # Over nothing it does nothing, and sets no mark either.
    eraser.touch(low_back)
    assert [one.kind for one in field.marks] == ["pain", "pain"]
    eraser.touch(KNEE)
    (one,) = field.marks
    assert abs(int(one.y) - CALF.y) <= 2
    # Hovering rubs nothing out; drawn across a mark it does.
    eraser.send(_Type.TabletMove, field.canvas.pixel_of(CALF), down=False, button=Qt.MouseButton.LeftButton)
    assert len(field.marks) == 1
    eraser.touch(low_back, CALF)
    assert not field.marks


def test_the_button_of_a_pen_marks_nothing(field: BodyMapField) -> None:
    Pen(field.canvas, PEN, 0.5).touch(KNEE, button=Qt.MouseButton.RightButton)
    assert field.marks == ()
