"""One engine that makes papers, alone in its process: what it is asked comes in by lines of JSON.

`python papers_engines.py ENGINE JOB` runs in an environment that has the engine, so nothing but
the engine is imported, and that where it is used. A page is handed over as what stands on it: text
with its places, lines, and the dark modules of its codes as rectangles, all in mm.
"""

import base64
import io
import json
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Protocol

MM = 72 / 25.4
ABOVE = 0.88  # of the size, from the top of a line to its baseline
WEIGHT = {"Medium": 500, "Bold": 700, "Regular": 400}
Page = dict[str, Any]


class Engine(Protocol):
    """What makes papers: `taken` is what it makes them of, `pdf` is what is measured."""

    def taken(self, pages: list[Page]) -> list[Any]: ...

    def pdf(self, pages: list[Any]) -> bytes: ...


class Ours:
    """From the record, as the counter makes it: form, codes and PDF."""

    def __init__(self, fonts: dict[str, str]) -> None:
        """It knows where its fonts are."""

    def taken(self, pages: list[Page]) -> list[Any]:
        from tests.benchmarks import _papers

        return [_papers.MADE[page["form"]](page["n"]) for page in pages]

    def pdf(self, pages: list[Any]) -> bytes:
        from counter.domain.papers import ItemLabelPaper
        from counter.printing import press

        form = "item_label" if isinstance(pages[0], ItemLabelPaper) else "item_receipt"
        return press.pdf_of(form, *pages)


class OursOfCodes(Ours):
    """The same with its codes made before, as all others are handed them."""

    def taken(self, pages: list[Page]) -> list[Any]:
        from counter.printing.codes import code128, qr

        for page in pages:
            for bars in page["bars"]:
                code128(bars)
            for square in page["squares"]:
                qr(square)
        return super().taken(pages)


class Given:
    """An engine that is handed what stands on the pages."""

    def __init__(self, fonts: dict[str, str]) -> None:
        self.fonts = fonts
        self.ready()

    def ready(self) -> None:
        """What is done once in a process."""

    def taken(self, pages: list[Page]) -> list[Page]:
        return pages


class Bare(Given):
    """The library we draw with, by its own calls: the limit of what it can do."""

    def ready(self) -> None:
        from reportlab import rl_config
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont

        rl_config.useA85 = 0
        for face, path in self.fonts.items():
            if face != "Regular":
                pdfmetrics.registerFont(TTFont(face, path, asciiReadable=False, shapable=False))

    def pdf(self, pages: list[Page]) -> bytes:
        from reportlab.pdfgen.canvas import Canvas

        out = io.BytesIO()
        canvas = Canvas(out, initialFontName="Medium", pageCompression=1)
        for page in pages:
            high = page["height"]
            canvas.setPageSize((page["width"] * MM, high * MM))
            for x, y, across, down, thick in page["rules"]:
                canvas.setLineWidth(thick * MM)
                canvas.line(x * MM, (high - y) * MM, (x + across) * MM, (high - y - down) * MM)
            for x, y, wide, tall, thick, filled in page["boxes"]:
                canvas.setLineWidth(thick * MM)
                at = (x * MM, (high - y - tall) * MM, wide * MM, tall * MM)
                canvas.rect(*at, stroke=not filled, fill=filled)
            path = canvas.beginPath()
            for x, y, wide, tall in page["cells"]:
                path.rect(x * MM, (high - y - tall) * MM, wide * MM, tall * MM)
            canvas.drawPath(path, stroke=0, fill=1)
            for x, y, text, size, face, white in page["texts"]:
                canvas.setFillGray(white)
                canvas.setFont(face, size)
                canvas.drawString(x * MM, (high - y) * MM, text)
            canvas.showPage()
        canvas.save()
        return out.getvalue()


class Painter(Given):
    """Qt's painter on its PDF writer."""

    def ready(self) -> None:
        import os

        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from PySide6.QtGui import QFontDatabase, QGuiApplication

        self._app = QGuiApplication([])
        numbers = {
            face: QFontDatabase.addApplicationFont(path) for face, path in self.fonts.items()
        }
        self._families = {
            face: QFontDatabase.applicationFontFamilies(number)[0]
            for face, number in numbers.items()
        }

    def pdf(self, pages: list[Page]) -> bytes:
        from PySide6.QtCore import QBuffer, QMarginsF, QSizeF
        from PySide6.QtGui import QPageSize, QPainter, QPdfWriter

        buffer = QBuffer()
        buffer.open(QBuffer.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setResolution(254)  # ten units a mm
        writer.setPageMargins(QMarginsF())
        first = QSizeF(pages[0]["width"], pages[0]["height"])
        writer.setPageSize(QPageSize(first, QPageSize.Unit.Millimeter))
        painter = QPainter(writer)
        for number, page in enumerate(pages):
            if number:
                writer.newPage()
            self._draw(painter, page)
        painter.end()
        del painter, writer
        found = bytes(buffer.data().data())
        buffer.close()
        return found

    def _draw(self, painter: Any, page: Page) -> None:
        from PySide6.QtCore import QPointF, QRectF
        from PySide6.QtGui import QBrush, QColor, QFont, QPainterPath, QPen

        black, white = QColor(0, 0, 0), QColor(255, 255, 255)
        for x, y, across, down, thick in page["rules"]:
            painter.setPen(QPen(black, thick * 10))
            start = QPointF(x * 10, y * 10)
            painter.drawLine(start, start + QPointF(across * 10, down * 10))
        shape = QPainterPath()
        for x, y, wide, tall, thick, filled in page["boxes"]:
            at = QRectF(x * 10, y * 10, wide * 10, tall * 10)
            if filled:
                shape.addRect(at)
            else:
                painter.setPen(QPen(black, thick * 10))
                painter.drawRect(at)
        for x, y, wide, tall in page["cells"]:
            shape.addRect(x * 10, y * 10, wide * 10, tall * 10)
        painter.fillPath(shape, QBrush(black))
        for x, y, text, size, face, is_white in page["texts"]:
            font = QFont(self._families[face])
            font.setWeight(QFont.Weight(WEIGHT[face]))
            font.setPointSizeF(size)
            painter.setFont(font)
            painter.setPen(white if is_white else black)
            painter.drawText(QPointF(x * 10, y * 10), text)


class WeasyPrint(Given):
    """HTML and CSS: each text in its place, lines and codes as one drawing."""

    def ready(self) -> None:
        from weasyprint import CSS
        from weasyprint.text.fonts import FontConfiguration

        self._fonts = FontConfiguration()
        faces = "".join(
            f"@font-face {{font-family: {face}; src: url({Path(path).as_uri()})}}"
            f" .{face} {{font-family: {face}}}"
            for face, path in self.fonts.items()
        )
        placed = "p {position: absolute; margin: 0; line-height: 1; white-space: pre}"
        sheet = "section {position: relative; break-after: page} .white {color: #fff}"
        drawing = "img {position: absolute; left: 0; top: 0}"
        self._style = CSS(string=f"{faces} {placed} {sheet} {drawing}", font_config=self._fonts)

    def pdf(self, pages: list[Page]) -> bytes:
        from weasyprint import CSS, HTML

        wide, high = pages[0]["width"], pages[0]["height"]
        size = CSS(string=f"@page {{size: {wide}mm {high}mm; margin: 0}}")
        body = "".join(self._section(page) for page in pages)
        html = HTML(string=f"<!doctype html><html lang=zh><body style='margin:0'>{body}")
        return html.write_pdf(stylesheets=[self._style, size], font_config=self._fonts)

    def _section(self, page: Page) -> str:
        from html import escape

        drawing = base64.b64encode(svg(page).encode()).decode()
        texts = "".join(
            f"<p class='{face}{' white' if white else ''}' style='left:{x:.3f}mm;"
            f"top:{y - size * ABOVE / MM:.3f}mm;font-size:{size}pt'>{escape(text)}</p>"
            for x, y, text, size, face, white in page["texts"]
        )
        return (
            f"<section style='width:{page['width']}mm;height:{page['height']}mm'>"
            f"<img src='data:image/svg+xml;base64,{drawing}'>{texts}</section>"
        )


class Fpdf2(Given):
    """fpdf2; a document of it cannot take over the fonts of another."""

    def pdf(self, pages: list[Page]) -> bytes:
        from fpdf import FPDF

        pdf = FPDF(unit="mm", format=(pages[0]["width"], pages[0]["height"]))
        pdf.set_auto_page_break(False)
        for face in sorted({text[4] for page in pages for text in page["texts"]}):
            pdf.add_font(face, "", self.fonts[face])
        for page in pages:
            pdf.add_page(format=(page["width"], page["height"]))
            for x, y, across, down, thick in page["rules"]:
                pdf.set_line_width(thick)
                pdf.line(x, y, x + across, y + down)
            for x, y, wide, tall, thick, filled in page["boxes"]:
                pdf.set_line_width(thick)
                pdf.rect(x, y, wide, tall, style="F" if filled else "D")
            for x, y, wide, tall in page["cells"]:
                pdf.rect(x, y, wide, tall, style="F")
            for x, y, text, size, face, white in page["texts"]:
                pdf.set_font(face, size=size)
                pdf.set_text_color(255 if white else 0)
                pdf.text(x, y, text)
        return bytes(pdf.output())


TYPST = """
#let pages = json(bytes(sys.inputs.pages))
#set page(width: pages.at(0).width * 1mm, height: pages.at(0).height * 1mm, margin: 0mm)
#set text(font: "Noto Sans SC", lang: "zh", top-edge: "baseline", bottom-edge: "baseline")
#for (n, page) in pages.enumerate() {
  if n > 0 { pagebreak() }
  place(top + left, image(bytes(page.svg), format: "svg", width: page.width * 1mm))
  for (x, y, said, size, weight, white) in page.texts {
    let ink = if white { rgb("#fff") } else { rgb("#000") }
    place(top + left, dx: x * 1mm, dy: y * 1mm,
      text(size: size * 1pt, weight: weight, fill: ink, said))
  }
}
"""


class Typst(Given):
    """typst; its compiler is kept, with what it remembers of pages it made before."""

    def ready(self) -> None:
        import typst

        fonts = str(Path(self.fonts["Medium"]).parent)
        self._folder = tempfile.TemporaryDirectory()
        source = Path(self._folder.name, "page.typ")
        source.write_text(TYPST, encoding="utf-8")
        self._compiler = typst.Compiler(source, font_paths=[fonts], ignore_system_fonts=True)

    def pdf(self, pages: list[Page]) -> bytes:
        told = [
            {
                "width": page["width"],
                "height": page["height"],
                "svg": svg(page),
                "texts": [[*text[:4], WEIGHT[text[4]], text[5]] for text in page["texts"]],
            }
            for page in pages
        ]
        return self._compiler.compile(
            format="pdf", sys_inputs={"pages": json.dumps(told, ensure_ascii=False)}
        )


def svg(page: Page) -> str:
    """Lines, boxes and codes of a page as one drawing."""
    wide, high = page["width"], page["height"]
    lines = "".join(
        f"<path d='M{x:.3f} {y:.3f}l{across:.3f} {down:.3f}' stroke='#000' stroke-width='{thick}'/>"
        for x, y, across, down, thick in page["rules"]
    )
    boxes = "".join(
        f"<rect x='{x:.3f}' y='{y:.3f}' width='{wide:.3f}' height='{tall:.3f}' "
        + ("/>" if filled else f"fill='none' stroke='#000' stroke-width='{thick}'/>")
        for x, y, wide, tall, thick, filled in page["boxes"]
    )
    cells = "".join(f"M{x:.3f} {y:.3f}h{w:.3f}v{h:.3f}h-{w:.3f}z" for x, y, w, h in page["cells"])
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{wide}mm' height='{high}mm' "
        f"viewBox='0 0 {wide} {high}'>{lines}{boxes}<path d='{cells}'/></svg>"
    )


ENGINES: dict[str, type] = {
    "ours": OursOfCodes,
    "ours whole": Ours,
    "reportlab": Bare,
    "QPainter": Painter,
    "typst": Typst,
    "WeasyPrint": WeasyPrint,
    "fpdf2": Fpdf2,
}


def answer(engine: Engine, job: str, keep: str) -> dict[str, Any]:
    """CPU and wall seconds, bytes of the last paper, and how large the process grew.

    A job is a list of documents, each a list of pages.
    """
    documents = json.loads(Path(job).read_text(encoding="utf-8"))
    taken = [engine.taken(pages) for pages in documents]
    walls: list[float] = []
    made, cpu = b"", time.process_time()
    for pages in taken:
        began = time.perf_counter()
        made = engine.pdf(pages)
        walls.append(time.perf_counter() - began)
    cpu = time.process_time() - cpu
    Path(keep).write_bytes(made)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"cpu": cpu, "walls": walls, "bytes": len(made), "mb": grown}


def main() -> None:
    """Make the first job, say how long that took from the start of the process, then serve."""
    name, fonts, started = sys.argv[1:]
    engine = ENGINES[name](json.loads(fonts))
    for line in sys.stdin:
        told = answer(engine, **json.loads(line))
        lived = {"cpu_lived": time.process_time(), "wall_lived": time.time() - float(started)}
        print(json.dumps(told | lived), flush=True)


if __name__ == "__main__":
    main()
