"""Has fields and notes that bring no picture of themselves drawn, as a viewer does when it shows them."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

import pypdfium2
from pikepdf import Dictionary, Name

from clinic_desktop.scanner.flattening import is_seen, look, over

# It is drawn for what the viewer makes on the way; nobody looks at it.
_SCALE = 0.05


def lacking(root: Any, pages: Iterable[Any]) -> list[int]:
    """The pages, counted from 0, over which something lies that a viewer has to draw by itself."""
    form = root.get(Name.AcroForm)
    is_asked = isinstance(form, Dictionary) and bool(form.get(Name.NeedAppearances))
    found = []
    for number, page in enumerate(pages):
        shown = [one for one in over(page) if is_seen(one)]
        if any((is_asked and one.get(Name.Subtype) == Name.Widget) or look(one) is None for one in shown):
            found.append(number)
    return found


def with_looks(content: bytes, numbers: list[int]) -> bytes:
    """The document with a picture of each such thing on these pages; as it was, where the viewer cannot open it."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return content
    with document:
        # Fields draw their pictures by it; it runs no scripts, for this viewer has nothing that could.
        document.init_forms()
        for number in numbers:
            if number < len(document):
                page = document[number]
                page.render(scale=_SCALE).close()
                page.close()
        made = BytesIO()
        document.save(made)
    return made.getvalue()
