"""Whether a picture shows anything."""

from PySide6.QtGui import QImage

# Letters have soft edges, so that a page of any content has many.
_OF_A_PAGE = 8


def is_blank(picture: QImage, fewest: int = _OF_A_PAGE) -> bool:
    """Whether a picture has fewer shades of gray than it must have; one that is not there is blank."""
    if picture.isNull():
        return True
    gray = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    return len(set(bytes(gray.constBits()))) < fewest
