"""Copies the bytes of streams, and counts what they swell to before anybody has to hold it."""

import re
import zlib
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

from clinic_desktop.scanner.limits import MOST_DRAWN_BYTES, MOST_PIXELS, MOST_STREAM_BYTES, MOST_SWOLLEN_BYTES
from clinic_desktop.scanner.troubles import NotTaken, too_many_dots

# What packs bytes of any sort, and what only pictures are packed with. There are no others, and /Crypt is none.
_PACKING = {
    "/FlateDecode": "/FlateDecode", "/Fl": "/FlateDecode", "/LZWDecode": "/LZWDecode", "/LZW": "/LZWDecode",
    "/ASCII85Decode": "/ASCII85Decode", "/A85": "/ASCII85Decode", "/ASCIIHexDecode": "/ASCIIHexDecode",
    "/AHx": "/ASCIIHexDecode", "/RunLengthDecode": "/RunLengthDecode", "/RL": "/RunLengthDecode",
}  # fmt: skip
_PICTURING = {
    "/DCTDecode": "JPEG", "/DCT": "JPEG", "/JPXDecode": "JPEG2000", "/CCITTFaxDecode": "", "/CCF": "",
    "/JBIG2Decode": "",
}  # fmt: skip
_PARMS = ("K", "EndOfLine", "EncodedByteAlign", "Columns", "Rows", "EndOfBlock", "BlackIs1", "DamagedRowsBeforeError",
          "ColorTransform")  # fmt: skip
# A picture in what draws: its words stand between BI and ID, its bytes behind.
_INLINE = b"BI"
_BESIDE = b"\0\t\n\f\r /%[]<>(){}"
_INLINE_END = re.compile(rb"[\s>\]\d]ID\s")
_COMMENT = re.compile(rb"%[^\r\n]*")
_SPELLED = re.compile(rb"#([0-9a-fA-F]{2})")
_SIDE = re.compile(rb"/(W|H|Width|Height)[\s/]*[+-]?(\d{1,300}(?:\.\d*)?)")
_MOST_TOLD = 4_096
_MOST_SIDE = 65_535
_MOST_FILTERS = 5


class Streams:
    """Copies streams into `target`, and counts for the whole document."""

    def __init__(self, target: pikepdf.Pdf) -> None:
        """Nothing is read yet."""
        self._target = target
        self._left = MOST_DRAWN_BYTES

    def drawn(self, stream: Any) -> bytes:
        """The bytes of a stream that is no picture; raises NotTaken when all of them swell to too much."""
        steps = _steps(stream)
        if steps is None or any(name in _PICTURING for name, _ in steps):
            raise NotTaken("damaged")
        read = _unpacked(stream)
        self._left -= len(read)
        if self._left < 0:
            raise NotTaken("swells")
        return read

    def copied(self, stream: Any) -> Object:
        """A stream with the same bytes and no key."""
        return self._target.make_stream(self.drawn(stream))

    def image(self, stream: Any) -> Object | None:
        """A picture with the same bytes, in the packing that it had where that is one for pictures, and no key but of
        its packing; None for one that no reader could show. Raises NotTaken for one of too many dots."""
        wide, high = _number(stream, "Width", "W"), _number(stream, "Height", "H")
        steps = _steps(stream)
        if steps is None or not (0 < wide <= _MOST_SIDE and 0 < high <= _MOST_SIDE):
            return None
        if wide * high > MOST_PIXELS:
            raise NotTaken("pixels", wide * high)
        last = steps[-1] if steps and steps[-1][0] in _PICTURING else None
        if any(name in _PICTURING for name, _ in steps[:-1]):
            return None
        if last is None:
            return self._dots(stream, steps, wide * high)
        packed = stream.read_raw_bytes() if len(steps) == 1 else _unpacked(stream, steps[:-1])
        _look_at(packed, _PICTURING[last[0]])
        made = self._target.make_stream(b"")
        made.write(packed, filter=Name(last[0]), decode_parms=self._parms(last[1], high))
        return made

    def _dots(self, stream: Any, steps: "list[tuple[str, Any]]", pixels: int) -> Object:
        """Bytes, packed or not, that are dots; of four colors in two bytes each there are no more than eight a dot."""
        most = 8 * pixels + _MOST_SIDE
        raw = stream.read_raw_bytes()
        if [name for name, _ in steps] == ["/FlateDecode"]:
            if not _is_within(raw, most):
                raise NotTaken("swells")
            made = self._target.make_stream(b"")
            parms = steps[0][1]
            known = ("Predictor", "Colors", "BitsPerComponent", "Columns")
            made.write(raw, filter=Name.FlateDecode, decode_parms=_numbers(parms, known) if parms else None)
            return made
        if not steps:
            return self._target.make_stream(raw[:most])
        pikepdf.settings.set_qpdf_limits(flate_max_memory=MOST_SWOLLEN_BYTES, run_length_max_memory=MOST_SWOLLEN_BYTES)
        read = _unpacked(stream)
        pikepdf.settings.set_qpdf_limits(flate_max_memory=MOST_STREAM_BYTES, run_length_max_memory=MOST_STREAM_BYTES)
        return self._target.make_stream(read[:most])

    def _parms(self, parms: Any, high: int) -> Dictionary | None:
        if not isinstance(parms, Dictionary):
            return None
        made = _numbers(parms, _PARMS)
        if _number(parms, "Columns") > _MOST_SIDE or _number(parms, "Rows") > _MOST_SIDE:
            raise NotTaken("pixels", _number(parms, "Columns") * max(high, 1))
        shared = parms.get(Name.JBIG2Globals)
        if isinstance(shared, pikepdf.Stream):
            made.JBIG2Globals = self.copied(shared)
        return made


def look_in(drawn: bytes) -> None:
    """Raise NotTaken for a picture in what draws that has too many dots by its own words. Whatever looks like one is
    one: what is a string to this reader may be a picture to another."""
    at = drawn.find(_INLINE)
    while at >= 0:
        # Only a word of its own, and only then is it looked at closely: there may be a hundred million bytes.
        begin = at + len(_INLINE)
        if drawn[max(at - 1, 0) : at].strip(_BESIDE) == b"" and drawn[begin : begin + 1].strip(_BESIDE) == b"":
            _look_at_told(drawn[begin : begin + _MOST_TOLD])
        at = drawn.find(_INLINE, begin)


def _look_at_told(told: bytes) -> None:
    end = _INLINE_END.search(told)
    told = _COMMENT.sub(b" ", told[: end.start() + 1] if end else told)
    # A name may be spelled by numbers, "/#57" for "/W".
    plain = _SPELLED.sub(lambda found: bytes([int(found[1], 16)]), told)
    sides = {b"W": 0.0, b"H": 0.0}
    for key, number in _SIDE.findall(plain):
        sides[key[:1]] = max(sides[key[:1]], float(number))
    dots = sides[b"W"] * sides[b"H"]
    if dots > MOST_PIXELS:
        raise NotTaken("pixels", int(min(dots, _MOST_SIDE**2)))


def _steps(stream: Any) -> "list[tuple[str, Any]] | None":
    """The names of what the bytes are packed with, the outermost first, each with its parameters; None for a packing
    that is not known."""
    names, parms = stream.get(Name.Filter), stream.get(Name.DecodeParms, stream.get(Name("/DP")))
    listed = [] if names is None else list(names) if isinstance(names, Array) else [names]
    beside = list(parms) if isinstance(parms, Array) else [parms]
    known = _PACKING | {name: name for name in _PICTURING}
    found = [known.get(str(name)) for name in listed]
    if len(found) > _MOST_FILTERS:
        raise NotTaken("swells")
    if None in found:
        return None
    beside += [None] * (len(found) - len(beside))
    return [(str(name), parm) for name, parm in zip(found, beside, strict=False)]


def _unpacked(stream: Any, steps: "list[tuple[str, Any]] | None" = None) -> bytes:
    """The bytes as they are once the steps are undone, or all of them. qpdf stops at its limits."""
    if steps is not None:
        inner = pikepdf.Pdf.new().make_stream(b"")
        names = Array([Name(name) for name, _ in steps])
        inner.write(stream.read_raw_bytes(), filter=names)
        stream = inner
    try:
        read = bytes(stream.read_bytes())
    except pikepdf.PdfError as error:
        # qpdf has no class of its own for this.
        raise NotTaken("swells" if "limit" in str(error) else "damaged") from error
    return read


def _is_within(packed: bytes, most: int) -> bool:
    """Whether no more than so many bytes come of it. They are counted, not kept."""
    unpacking = zlib.decompressobj()
    step = 1 << 20
    try:
        counted, left = 0, packed
        while left and not unpacking.eof and counted <= most:
            counted += len(unpacking.decompress(left, step))
            left = unpacking.unconsumed_tail
    except zlib.error:
        return counted <= most
    return counted <= most


def _look_at(packed: bytes, kind: str) -> None:
    """How many dots a picture has by its own words, whatever the PDF says."""
    from PIL import Image

    if not kind:
        return
    try:
        with Image.open(BytesIO(packed), formats=[kind]) as image:
            dots = image.width * image.height
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_many_dots(error) from error
    except (OSError, ValueError, SyntaxError):
        # A viewer may read what Pillow does not; whether it does is seen when the page is drawn.
        return
    if dots > MOST_PIXELS:
        raise NotTaken("pixels", dots)


def _number(things: Any, *keys: str) -> int:
    found = next((things.get(Name("/" + key)) for key in keys if Name("/" + key) in things), 0)
    return int(found) if isinstance(found, (int, float)) else 0


def _numbers(parms: Any, known: tuple[str, ...]) -> Dictionary:
    """The numbers and yeses and noes among the parameters."""
    made = Dictionary()
    for key in known:
        value = parms.get(Name("/" + key))
        if isinstance(value, (bool, int)):
            made[Name("/" + key)] = value
    return made
