"""Which sizes a printer can take: by its language, its head and what lies in it."""

import pytest

from counter.printing.devices.suiting import takes
from counter.printing.media import MEDIA
from tests.printing.devices.described import described


@pytest.mark.parametrize(
    ("language", "facts", "media"),
    [
        ("TSPL", {}, "60x40 40x30"),
        ("ZPL", {"stock_width_mm": 60.0, "stock_height_mm": 40.0}, "60x40"),
        ("ZPL", {"width_dots": 320}, "40x30"),
        ("ESCPOS", {"width_dots": 576}, "80mm 58mm"),
        ("ESCPOS", {"width_dots": 384}, "58mm"),
        ("ESCPOS", {"width_dots": 576, "stock_width_mm": 80.0}, "80mm"),
        ("DRIVER", {"stock_width_mm": 210.0, "stock_height_mm": 148.0}, "a5"),
        ("DRIVER", {}, " ".join(MEDIA)),
    ],
)
def test_a_printer_takes_what_fits_it(language: str, facts: dict[str, float], media: str) -> None:
    of = described(language, **facts)
    usual = {name for name in MEDIA if takes(of, MEDIA[name])}
    assert usual & set(media.split()) == set(media.split())
    if language != "DRIVER" or facts:
        known = {"60x40", "40x30", "80mm", "58mm", "a4", "a4-landscape", "a5", "a6"}
        assert usual & known == set(media.split())
