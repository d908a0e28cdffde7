"""Logos in a PDF: each kept once in a file, as a stencil that is filled with black.

A stencil has no colours of its own, so nothing of it depends on a profile (PDF/A).
"""

from hashlib import sha256
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject
from reportlab.pdfgen.canvas import Canvas

from counter.domain.paper_looks import Logo
from counter.printing.pdf_archive import Stream
from counter.printing.sheet import POINT, Picture


class Stencil(PDFObject):
    """An image XObject of one bit a dot."""

    def __init__(self, name: str, logo: Logo) -> None:
        """`name` is what pages call it."""
        self.name, self._logo = name, logo
        self.XObjects = None

    def format(self, document: PDFDocument) -> bytes:
        """The object as it stands in the file; where a bit is 1, there is ink."""
        stream = Stream(
            self._logo.rows,
            packed=True,
            Type="/XObject",
            Subtype="/Image",
            Width=self._logo.width,
            Height=self._logo.height,
            ImageMask="true",
            BitsPerComponent=1,
            Decode=b"[ 1 0 ]",
        )
        return stream.format(document)


def show(canvas: Canvas, mark: Picture, high: float) -> None:
    """Draw a logo on a page `high` mm high."""
    name = f"Logo{sha256(mark.logo.rows).hexdigest()[:12]}x{mark.logo.width}"
    inside: Any = canvas  # it takes no image of one bit from outside
    book, used = inside._doc, inside._formsinuse  # noqa: SLF001
    inner = book.getXObjectName(name)
    if not canvas.hasForm(name):
        book.addForm(name, Stencil(name, mark.logo))
    unit = 1 / POINT
    left, foot = mark.x * unit, (high - mark.y - mark.height) * unit
    wide, tall = mark.width * unit, mark.height * unit
    canvas.addLiteral(f"q {wide:.4f} 0 0 {tall:.4f} {left:.4f} {foot:.4f} cm /{inner} Do Q")
    used.append(name)
