"""Layers of a PDF that a reader hides: what they draw is taken out, for a PDF without layers would show it."""

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator

_DEEPEST = 8
_PAINTS_A_PATH = frozenset(("S", "s", "f", "F", "f*", "B", "B*", "b", "b*"))
_SHOWS = frozenset(("Tj", "TJ", "'", '"', "Do", "sh", "INLINE IMAGE", "BI"))


class Layers:
    """Which layers are hidden when the document is opened, as readers on a screen have it."""

    def __init__(self, root: Any) -> None:
        """Read the default settings of the document; without any, nothing is hidden."""
        self._hidden: set[tuple[int, int]] = set()
        self.any_taken = False
        settings = _dictionary(root.get(Name.OCProperties))
        default = _dictionary(settings.get(Name.D))
        everything = _list(settings.get(Name.OCGs))
        if default.get(Name.BaseState) == Name.OFF:
            self._hidden = {one.objgen for one in everything if isinstance(one, Dictionary)}
        self._hidden |= {one.objgen for one in _list(default.get(Name.OFF)) if isinstance(one, Dictionary)}
        self._hidden -= {one.objgen for one in _list(default.get(Name.ON)) if isinstance(one, Dictionary)}
        self._hear_usage(default)

    def _hear_usage(self, default: Any) -> None:
        """A layer may be for printing only, or for the screen only."""
        for rule in _list(default.get(Name.AS)):
            if not isinstance(rule, Dictionary) or rule.get(Name.Event) != Name.View:
                continue
            for layer in _list(rule.get(Name.OCGs)):
                if isinstance(layer, Dictionary):
                    view = _dictionary(_dictionary(layer.get(Name.Usage)).get(Name.View))
                    if view.get(Name.ViewState) == Name.OFF:
                        self._hidden.add(layer.objgen)
                    elif view.get(Name.ViewState) == Name.ON:
                        self._hidden.discard(layer.objgen)

    def is_hidden(self, layer: Any) -> bool:
        """Whether what belongs to the layer, or to this mixture of layers, is not shown."""
        if not self._hidden or not isinstance(layer, Dictionary):
            return False
        if self._is_off(layer):
            self.any_taken = True
            return True
        return False

    def _is_off(self, layer: Any) -> bool:
        if layer.get(Name.Type) != Name.OCMD:
            return layer.objgen in self._hidden
        told = layer.get(Name.VE)
        if isinstance(told, Array):
            return not self._holds(told, 0)
        named = layer.get(Name.OCGs)
        listed = list(named) if isinstance(named, Array) else [named]
        shown = [one.objgen not in self._hidden for one in listed if isinstance(one, Dictionary)]
        if not shown:
            return False
        policies = {"/AllOn": all(shown), "/AnyOff": not all(shown), "/AllOff": not any(shown)}
        return not policies.get(str(layer.get(Name.P)), any(shown))

    def _holds(self, told: Any, depth: int) -> bool:
        """Whether an expression of layers holds: [/And …], [/Or …] or [/Not …]."""
        if isinstance(told, Dictionary):
            return told.objgen not in self._hidden
        if not isinstance(told, Array) or len(told) == 0 or depth > _DEEPEST:
            return True
        parts = [self._holds(one, depth + 1) for one in list(told)[1:]]
        if told[0] == Name.Not:
            return not all(parts)
        return any(parts) if told[0] == Name.Or else all(parts)

    def without_hidden(self, drawn: bytes, resources: Any) -> bytes:
        """What draws, without what a hidden layer paints; where a pen stands and what color it has stays as it was."""
        named = _dictionary(_dictionary(resources).get(Name.Properties))
        hidden = {str(key) for key, layer in named.items() if self._hidden and self.is_hidden(layer)}
        if not hidden:
            return drawn
        with pikepdf.new() as scratch:
            read = pikepdf.parse_content_stream(scratch.make_stream(drawn))
        kept: list[Any] = []
        # One for each piece that is marked: whether it is the hidden one.
        marks: list[bool] = []
        for step in read:
            operator = str(step.operator)
            if operator in ("BMC", "BDC"):
                marks.append(operator == "BDC" and _layer_of(step) in hidden)
            elif operator == "EMC" and marks:
                marks.pop()
            if any(marks) and operator in _PAINTS_A_PATH:
                kept.append(pikepdf.ContentStreamInstruction([], Operator("n")))
            elif not (any(marks) and operator in _SHOWS):
                kept.append(step)
        return pikepdf.unparse_content_stream(kept)


def _layer_of(step: Any) -> str:
    """The name by which the resources know the layer that a marked piece belongs to."""
    operands = list(step.operands)
    if len(operands) == 2 and operands[0] == Name.OC and isinstance(operands[1], Name):  # noqa: PLR2004 - tag, layer
        return str(operands[1])
    return ""


def _dictionary(thing: Any) -> Any:
    return thing if isinstance(thing, Dictionary) else Dictionary()


def _list(thing: Any) -> list[Any]:
    return list(thing) if isinstance(thing, Array) else []
