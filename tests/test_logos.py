"""Whatever picture an outlet gives becomes a logo of black dots, or is refused in words."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from counter.domain.paper_looks import LOGO_HIGH, LOGO_WIDE, Logo, checked_logo, kept_logo
from counter.domain.refusals import RuleBroken
from counter.language import Words
from counter.logos import logo_from, logo_from_bytes
from counter.wording import sentence
from tests.pictures import a_bomb, from_a_phone

INK = {"black": (0, 0, 0), "yellow": (250, 210, 40), "blue": (20, 60, 140)}


def a_logo(path: Path, ink: str = "black", size: tuple[int, int] = (900, 500)) -> Path:
    """A file with a ring and a bar in the middle of a large white ground."""
    drawn_logo(ink, size).save(path)
    return path


def drawn_logo(ink: str = "black", size: tuple[int, int] = (900, 500)) -> Image.Image:
    """The same in memory."""
    picture = Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(picture)
    wide, high = size
    pen.ellipse(
        (wide * 0.2, high * 0.35, wide * 0.4, high * 0.6), outline=INK[ink], width=wide // 40
    )
    pen.rectangle((wide * 0.5, high * 0.4, wide * 0.8, high * 0.56), fill=INK[ink])
    return picture


def dots(logo: Logo) -> Image.Image:
    return Image.frombytes("1", (logo.width, logo.height), logo.rows)


@pytest.mark.parametrize("ink", INK)
@pytest.mark.parametrize("suffix", ["png", "jpg", "webp", "bmp", "gif", "tiff"])
def test_a_picture_is_trimmed_and_fills_the_room(tmp_path: Path, ink: str, suffix: str):
    logo = logo_from(a_logo(tmp_path / f"a.{suffix}", ink))
    assert logo.width == LOGO_WIDE
    assert 0 < logo.height <= LOGO_HIGH
    picture = dots(logo)
    assert picture.getbbox() == (0, 0, logo.width, logo.height)
    ring, bar = (picture.getpixel((int(logo.width * at), logo.height // 2)) for at in (0.16, 0.9))
    assert (ring, bar) == (0, 255)  # the ring is open, the bar is filled


def test_a_small_picture_grows_and_a_tall_one_is_as_high_as_the_room(tmp_path: Path):
    small = logo_from(a_logo(tmp_path / "small.png", size=(90, 50)))
    assert small.width == LOGO_WIDE
    picture = Image.new("RGB", (100, 340), "white")
    picture.paste("black", (30, 20, 70, 320))
    picture.save(tmp_path / "tall.png")
    tall = logo_from(tmp_path / "tall.png")
    assert (tall.height, tall.width) == (LOGO_HIGH, round(LOGO_HIGH * 40 / 300))


def test_nothing_is_white_and_white_on_nothing_is_ink(tmp_path: Path):
    picture = Image.new("RGBA", (300, 100), (0, 0, 0, 0))
    ImageDraw.Draw(picture).rectangle((100, 20, 200, 60), fill=(0, 0, 0, 255))
    picture.save(tmp_path / "dark.png")
    white = picture.copy()
    ImageDraw.Draw(white).rectangle((100, 20, 200, 60), fill=(255, 255, 255, 255))
    white.save(tmp_path / "white.png")
    dark, pale = (logo_from(tmp_path / f"{name}.png") for name in ("dark", "white"))
    assert dark == pale
    assert dots(dark).getextrema() == (255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "I;16", "I", "F"])
def test_every_way_of_keeping_colours_is_read(mode: str):
    out = BytesIO()
    grey = Image.new("L", (200, 80), 255)
    ImageDraw.Draw(grey).rectangle((40, 20, 160, 60), fill=0)
    if mode == "I;16":
        picture = grey.convert("I").point(lambda one: one * 257 + 0).convert("I;16")
    else:
        picture = grey.convert(mode)
    picture.save(out, "TIFF")
    logo = logo_from_bytes(out.getvalue(), "a.tiff")
    assert (logo.width, logo.height) == (425, LOGO_HIGH)  # 121 by 41 dots, made larger
    assert dots(logo).getextrema() == (255, 255)


def test_a_logo_comes_back_from_its_setting(tmp_path: Path):
    logo = logo_from(a_logo(tmp_path / "a.png"))
    kept = kept_logo(logo)
    assert checked_logo(kept) == logo
    assert len(kept["rows"]) < 2_000
    assert checked_logo(kept_logo(None)) is None


def test_what_is_no_logo_is_refused_in_words(tmp_path: Path):
    whole = a_logo(tmp_path / "whole.png").read_bytes()
    (tmp_path / "cut.png").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "text.png").write_text("no picture")
    (tmp_path / "empty.png").write_bytes(b"")
    (tmp_path / "bomb.png").write_bytes(a_bomb())
    Image.new("RGB", (300, 100), "white").save(tmp_path / "white.png")
    Image.new("RGB", (300, 100), (250, 250, 248)).save(tmp_path / "pale.png")
    line = Image.new("RGB", (900, 20), "white")
    line.paste("black", (20, 9, 880, 10))
    line.save(tmp_path / "line.png")
    Image.new("RGB", (60, 60), "black").save(tmp_path / "block.png")
    from_a_phone(tmp_path / "large.jpg", (8000, 5000))
    for name, rule in (
        ("cut.png", "photo.damaged"),
        ("text.png", "photo.no_picture"),
        ("empty.png", "photo.no_picture"),
        ("bomb.png", "photo.too_many_dots"),
        ("white.png", "logo.blank"),
        ("pale.png", "logo.blank"),
        ("line.png", "logo.blank"),
        ("block.png", "logo.blank"),
        ("large.jpg", "logo.too_many_dots"),
        ("gone.png", "file.cannot_read"),
    ):
        with pytest.raises(RuleBroken) as refused:
            logo_from(tmp_path / name)
        assert refused.value.rule == rule, name
        for language in ("zh_CN", "en"):
            said = sentence(rule, refused.value.facts, Words(language))
            assert name in said
            assert "{" not in said
