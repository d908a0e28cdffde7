"""Sheets on a QPainter: the live slip and the preview while typing. The one file here that uses Qt.

Glyphs stand where our own metrics put them and are not hinted, so the picture is that of the PDF
whatever fonts the desktop has; nothing of reportlab is imported. To be used in Qt's own thread.
"""

from functools import cache, lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QGlyphRun,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QRawFont,
)

from counter.domain.paper_looks import Logo
from counter.printing.codes import code128, dark, on_dots, qr
from counter.printing.metrics import Metrics
from counter.printing.sheet import (
    DOT,
    POINT,
    Bars,
    Box,
    Ink,
    Picture,
    Ring,
    Rule,
    Sheet,
    Square,
    Text,
    curves,
)

LARGE = 56  # units of the painter; Qt draws no glyph runs of 64 and more
INK, PAPER = QColor(0, 0, 0), QColor(255, 255, 255)


def image(sheet: Sheet, metrics: Metrics, scale: float) -> QImage:
    """The sheet as a grey picture; `scale` is dots per mm."""
    wide, high = round(sheet.width * scale), round(sheet.height * scale)
    picture = QImage(wide, high, QImage.Format.Format_Grayscale8)
    picture.fill(PAPER)
    painter = QPainter(picture)
    paint(painter, sheet, metrics, scale)
    painter.end()
    return picture


def paint(
    painter: QPainter, sheet: Sheet, metrics: Metrics, scale: float, *, dot: float = DOT
) -> None:
    """Draw a sheet from the painter's origin, `scale` units of the painter to the mm.

    Codes stand on dots of `dot` mm, as on paper. The paper itself is left to the caller.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    texts: list[Text] = []
    for mark in sheet.marks:
        match mark:
            case Text():
                texts.append(mark)
            case Bars() | Square():
                _code(painter, mark, dot)
            case Picture():
                _picture(painter, mark)
            case Ink():
                _ink(painter, mark)
            case _:
                _line(painter, mark)
    painter.scale(1 / scale, 1 / scale)  # a font of the right size is faster than a scaled one
    for text in texts:
        painter.setPen(PAPER if text.white else INK)
        _text(painter, text, metrics, scale)
    painter.restore()


def _line(painter: QPainter, mark: Rule | Box | Ring) -> None:
    if isinstance(mark, Box) and mark.filled:
        shape = QPainterPath()
        shape.addRect(mark.x, mark.y, mark.width, mark.height)
        painter.fillPath(shape, QBrush(INK))
        return
    pen = QPen(INK, mark.thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if isinstance(mark, Rule) and mark.dash:
        pen.setDashPattern([length / mark.thick for length in mark.dash])
    painter.setPen(pen)
    start = QPointF(mark.x, mark.y)
    match mark:
        case Rule():
            painter.drawLine(start, start + QPointF(mark.across, mark.down))
        case Box():
            painter.drawRect(QRectF(mark.x, mark.y, mark.width, mark.height))
        case Ring():
            painter.drawEllipse(start, mark.radius, mark.radius)


def _ink(painter: QPainter, mark: Ink) -> None:
    stroke = QPainterPath(QPointF(mark.x + mark.points[0][0], mark.y + mark.points[0][1]))
    for curve in curves(mark):
        stroke.cubicTo(*(QPointF(*point) for point in curve))
    pen = QPen(INK, mark.thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(stroke)


def _code(painter: QPainter, mark: Bars | Square, dot: float) -> None:
    mark = on_dots(mark, dot)
    if isinstance(mark, Bars):
        rows, tall = (code128(mark.code),), mark.height
    else:
        rows, tall = qr(mark.code), mark.module
    shape = QPainterPath()
    for row, modules in enumerate(rows):
        for start, length in dark(modules):
            left, wide = mark.x + start * mark.module, length * mark.module
            shape.addRect(left, mark.y + row * tall, wide, tall)
    painter.fillPath(shape, QBrush(INK))


def _picture(painter: QPainter, mark: Picture) -> None:
    """A logo, first made as small as it is shown: dots that are left out would break its lines."""
    scale = painter.worldTransform().m11()
    wide, high = (max(1, round(side * scale)) for side in (mark.width, mark.height))
    target = QRectF(mark.x, mark.y, mark.width, mark.height)
    painter.drawImage(target, _stencil(mark.logo, wide, high))


@lru_cache(maxsize=16)
def _stencil(logo: Logo, wide: int, high: int) -> QImage:
    """Black where there is ink, else transparent."""
    row = -(-logo.width // 8)
    mono = QImage(logo.rows, logo.width, logo.height, row, QImage.Format.Format_Mono)
    mono.setColorTable([0x00000000, 0xFF000000])
    picture = mono.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    ways = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    return picture.scaled(QSize(wide, high), *ways)


def _text(painter: QPainter, text: Text, metrics: Metrics, scale: float) -> None:
    size = text.size * POINT * scale
    at = QPointF(text.x * scale, text.y * scale)
    for face, run in metrics.runs(text.text, text.face):
        table = metrics.tables[face]
        glyphs = [table.glyph(ord(character)) for character in run]
        places: list[QPointF] = []
        ems = 0
        for glyph in glyphs:
            places.append(QPointF(ems * size / 1000, 0))
            ems += table.advance(glyph)
        font = _raw_font(metrics.paths[face], round(size, 2))
        if size < LARGE:
            line = QGlyphRun()
            line.setRawFont(font)
            line.setGlyphIndexes(glyphs)
            line.setPositions(places)
            painter.drawGlyphRun(at, line)
        else:
            _outlines(painter, font, glyphs, [at + place for place in places])
        at += QPointF(ems * size / 1000, 0)


def _outlines(painter: QPainter, font: QRawFont, glyphs: list[int], places: list[QPointF]) -> None:
    """Large glyphs as shapes; their strokes overlap and would be white where they cross."""
    for glyph, place in zip(glyphs, places, strict=True):
        shape = font.pathForGlyph(glyph)
        shape.setFillRule(Qt.FillRule.WindingFill)
        painter.fillPath(shape.translated(place), painter.pen().brush())


@lru_cache(maxsize=256)
def _raw_font(path: Path, size: float) -> QRawFont:
    """One cut at `size` units of the painter; ValueError when Qt cannot read the file."""
    font = QRawFont(_file(path), size, QFont.HintingPreference.PreferNoHinting)
    if not font.isValid():
        raise ValueError(f"Qt cannot read {path.name}")
    return font


@cache
def _file(path: Path) -> QByteArray:
    """The bytes of a font, shared by all its sizes."""
    return QByteArray(path.read_bytes())
