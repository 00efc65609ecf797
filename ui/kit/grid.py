"""The one grid of the window, in steps of half a line of text."""

from PySide6.QtWidgets import QApplication

from ui.theme import grid_step


def step(count: int = 1) -> int:
    """So many steps of the grid, in pixels."""
    return count * grid_step(QApplication.font())
