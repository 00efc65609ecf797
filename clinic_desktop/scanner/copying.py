"""Copies what pages are made of from one PDF into another, key by key as shapes.py has it, each shared part once."""

from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

from clinic_desktop.scanner.layers import Layers
from clinic_desktop.scanner.limits import MOST_DEPTH, MOST_OBJECTS
from clinic_desktop.scanner.shapes import SHAPES
from clinic_desktop.scanner.streams import Streams, look_in
from clinic_desktop.scanner.troubles import NotTaken

_NOTHING = Dictionary()
# Deeper than drawings go: an array of arrays stands in a dictionary of a font of a form.
_DEEPEST = 4 * MOST_DEPTH


class Copier:
    """Copies into `target`. A part that is met again is the one that was made, so what pages share stays shared."""

    def __init__(self, target: pikepdf.Pdf, layers: Layers) -> None:
        """Nothing is copied yet."""
        self._target = target
        self._layers = layers
        self._streams = Streams(target)
        self._made: dict[tuple[str, tuple[int, int]], Object | None] = {}
        self._left = MOST_OBJECTS
        self._depth = 0
        self._blank: Any = None
        self._special: dict[str, Callable[[Any], Object | None]] = {
            "plain": self._plain,
            "xobject": self._xobject,
            "glyph": lambda thing: self._drawn(thing, "glyphs", _NOTHING),
            "data": lambda thing: self._stream(thing, "file") if _is_stream(thing) else _named(thing),
            "encoding": self._encoding,
            "color": self._color,
            "function": self._function,
            "masking": lambda thing: self._xobject(thing) if _is_stream(thing) else self._plain(thing),
            "mask": lambda thing: self._shaped(thing, "mask") if _is_dictionary(thing) else _named(thing),
            "pattern": self._pattern,
            "shading": lambda thing: self._either(thing, "shading"),
            "sized": self._sized,
        }

    def copied(self, thing: Any, kind: str) -> Object | None:
        """The part as it stands in the target, or None for what has no place there. Raises NotTaken for what is built
        of too many parts, too deep, or swells."""
        if thing is None:
            return None
        place = (kind, thing.objgen) if isinstance(thing, Object) and thing.is_indirect else None
        if place in self._made:
            return self._made[place]
        self._left -= 1
        self._depth += 1
        if self._left < 0 or self._depth > _DEEPEST:
            raise NotTaken("tangled")
        if place:
            # What stands in itself, as resources that a pattern shares with its page, stands there again; a drawing
            # that draws itself is left out.
            self._made[place] = self._stand_in(kind)
        made: Object | None = self._of(thing, kind)
        if place:
            if kind == "resources" and made is not None:
                kept = self._made[place]
                assert kept is not None
                for key, value in made.items():
                    kept[key] = value
                made = kept
            elif isinstance(made, (Dictionary, Array)) and not made.is_indirect:
                made = self._target.make_indirect(made)
            self._made[place] = made
        self._depth -= 1
        return made

    def content(self, drawn: bytes, resources: Any) -> bytes:
        """What a page draws, without what its hidden layers draw. Raises NotTaken for a picture in it that has too many
        dots."""
        look_in(drawn)
        return self._layers.without_hidden(drawn, resources)

    def read(self, stream: Any) -> bytes:
        """The bytes of a stream that draws, within what all of them may swell to."""
        return self._streams.drawn(stream)

    def _of(self, thing: Any, kind: str) -> Any:
        if kind.endswith("[]"):
            return self._list(thing, kind[:-2])
        if kind.endswith("{}"):
            return self._map(thing, kind[:-2])
        special = self._special.get(kind)
        return special(thing) if special else self._shaped(thing, kind)

    def _list(self, thing: Any, kind: str) -> Object | None:
        if not isinstance(thing, Array):
            return None
        found = [self.copied(one, kind) for one in thing]
        return Array([one for one in found if one is not None])

    def _map(self, thing: Any, kind: str) -> Any:
        if not _is_dictionary(thing):
            return None
        return self._filled(Dictionary(), thing, dict.fromkeys((key[1:] for key in thing), kind))

    def _shaped(self, thing: Any, kind: str) -> Any:
        return self._filled(Dictionary(), thing, SHAPES[kind]) if _is_dictionary(thing) else None

    def _filled(self, made: Any, thing: Any, keys: dict[str, str]) -> Any:
        for key, kind in keys.items():
            name = Name("/" + key) if key else None
            found = thing.get(name) if name is not None else None
            value = self.copied(found, kind)
            if value is not None:
                made[name] = value
        return made

    def _plain(self, thing: Any) -> Any:
        if not isinstance(thing, Object):
            return thing
        if isinstance(thing, Array):
            text = thing.unparse(resolved=True)
            # Without references and strings it is copied at once: the widths of a font are thousands of numbers.
            if not any(mark in text for mark in (b" R", b"(", b"<")):
                return Object.parse(text)
            return self._list(thing, "plain")
        if _is_dictionary(thing):
            return self._map(thing, "plain")
        return thing if isinstance(thing, (Name, pikepdf.String)) else None

    def _stream(self, thing: Any, kind: str) -> Any:
        if not _is_stream(thing):
            return None
        return self._filled(self._streams.copied(thing), thing, SHAPES[kind])

    def _either(self, thing: Any, kind: str) -> Any:
        return self._stream(thing, kind) if _is_stream(thing) else self._shaped(thing, kind)

    def _drawn(self, thing: Any, kind: str, resources: Any) -> Any:
        if not _is_stream(thing):
            return None
        drawn = self.content(self.read(thing), thing.get(Name.Resources, resources))
        return self._filled(self._target.make_stream(drawn), thing, SHAPES[kind])

    def _stand_in(self, kind: str) -> Any:
        if kind == "xobject":
            return self._nothing()
        return self._target.make_indirect(Dictionary()) if kind == "resources" else None

    def _nothing(self) -> Any:
        """A drawing of nothing, for a page still says that one is to be drawn."""
        if self._blank is None:
            self._blank = self._target.make_stream(b"")
            self._blank.Type, self._blank.Subtype = Name.XObject, Name.Form
            self._blank.BBox = Array([0, 0, 1, 1])
        return self._blank

    def _xobject(self, thing: Any) -> Any:
        if not _is_stream(thing):
            return None
        if self._layers.is_hidden(thing.get(Name.OC)):
            return self._nothing()
        if thing.get(Name.Subtype) == Name.Image:
            made = self._streams.image(thing)
            return self._nothing() if made is None else self._filled(made, thing, SHAPES["image"])
        # A piece of PostScript is neither; without a subtype, readers take it for a form.
        if thing.get(Name.Subtype, Name.Form) == Name.Form:
            return self._drawn(thing, "form", _NOTHING)
        return self._nothing()

    def _pattern(self, thing: Any) -> Any:
        return self._drawn(thing, "pattern", _NOTHING) if _is_stream(thing) else self._shaped(thing, "pattern")

    def _encoding(self, thing: Any) -> Any:
        if _is_stream(thing):
            return self._stream(thing, "cmap")
        if not _is_dictionary(thing):
            return _named(thing)
        return self._filled(Dictionary(), thing, dict.fromkeys(("Type", "BaseEncoding", "Differences"), "plain"))

    def _function(self, thing: Any) -> Any:
        if isinstance(thing, Array):
            return self._list(thing, "function")
        return self._either(thing, "function") if isinstance(thing, Object) and not isinstance(thing, Name) else thing

    def _sized(self, thing: Any) -> Any:
        """A font with its size, as a state has it."""
        if not isinstance(thing, Array) or len(thing) != 2:  # noqa: PLR2004 - the font, and its size
            return None
        font = self.copied(thing[0], "font")
        return None if font is None else Array([font, thing[1]])

    def _color(self, thing: Any) -> Any:
        """A space of colors: its name, or an array that begins with what it is."""
        if not isinstance(thing, Array) or len(thing) == 0:
            return _named(thing)
        parts = list(thing)
        kinds = _COLOR_PARTS.get(str(parts[0]))
        if kinds is None:
            return None
        made = [self.copied(part, kind) for part, kind in zip(parts[1:], kinds, strict=False)]
        if str(parts[0]) == "/ICCBased" and _is_stream(parts[1]):
            made = [self._profile(parts[1])]
        if str(parts[0]) == "/Indexed" and len(parts) > 3 and _is_stream(parts[3]):  # noqa: PLR2004 - its table
            made[2] = pikepdf.String(self.read(parts[3]))
        return None if None in made else Array([parts[0], *made])

    def _profile(self, thing: Any) -> Any:
        place = ("profile", thing.objgen)
        if place not in self._made:
            self._made[place] = self._stream(thing, "profile")
        return self._made[place]


_COLOR_PARTS = {
    "/ICCBased": ("data",),
    "/Indexed": ("color", "plain", "plain"),
    "/I": ("color", "plain", "plain"),
    "/Separation": ("plain", "color", "function"),
    "/DeviceN": ("plain", "color", "function"),
    "/CalGray": ("plain",),
    "/CalRGB": ("plain",),
    "/Lab": ("plain",),
    "/Pattern": ("color",),
    "/DeviceGray": (),
    "/DeviceRGB": (),
    "/DeviceCMYK": (),
}


def _is_stream(thing: Any) -> bool:
    return isinstance(thing, pikepdf.Stream)


def _is_dictionary(thing: Any) -> bool:
    return isinstance(thing, Dictionary) and not _is_stream(thing)


def _named(thing: Any) -> Object | None:
    return thing if isinstance(thing, Name) else None
