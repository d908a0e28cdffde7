"""Whatever file a camera gives becomes a small JPEG that tells nothing but what it shows, or is
refused in words.
"""

import random
import time
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from counter.domain.refusals import RuleBroken
from counter.language import words_of
from counter.pictures import LONGEST_SIDE, MOST_BYTES, shrunk, shrunk_bytes, small
from counter.wording import sentence
from tests.pictures import a_bomb, a_picture, drawn, from_a_phone

SECRETS = (b"GPS", b"Exif", b"Secret", b"http://ns.adobe.com")


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def test_a_picture_of_a_phone_is_small_upright_and_tells_no_place(tmp_path: Path):
    made = shrunk(from_a_phone(tmp_path / "IMG_0001.JPG"))
    assert len(made) <= MOST_BYTES
    picture = opened(made)
    assert (picture.format, picture.size) == ("JPEG", (1200, 1600))
    assert not picture.getexif()
    assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert not any(secret in made for secret in SECRETS)


def test_what_is_behind_the_end_of_a_picture_goes_too(tmp_path: Path):
    plain = shrunk(a_picture(tmp_path / "a.png"))
    for more in (b"GPS 30.27, 120.15", plain):
        made = shrunk_bytes(plain + more, "a.jpg")
        assert more not in made
        assert made.endswith(b"\xff\xd9")


def test_what_was_shrunk_stays_byte_for_byte(tmp_path: Path):
    made = shrunk(from_a_phone(tmp_path / "a.jpg"))
    assert shrunk_bytes(made, "a.jpg") == made


@pytest.mark.parametrize("suffix", ["png", "webp", "gif", "bmp", "tiff", "jpg", "avif"])
def test_every_usual_format_is_taken(tmp_path: Path, suffix: str):
    made = opened(shrunk(a_picture(tmp_path / f"a.{suffix}")))
    assert (made.format, made.mode, made.size) == ("JPEG", "RGB", (640, 480))


def test_what_is_transparent_stands_on_white(tmp_path: Path):
    Image.new("RGBA", (40, 30), (0, 0, 0, 0)).save(tmp_path / "a.png")
    assert opened(shrunk(tmp_path / "a.png")).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "I;16", "I", "F"])
def test_every_kind_of_colour_is_taken(tmp_path: Path, mode: str):
    suffix = "tiff" if mode in ("CMYK", "I;16", "I", "F") else "png"
    Image.new(mode, (50, 40)).save(tmp_path / f"a.{suffix}")
    assert opened(shrunk(tmp_path / f"a.{suffix}")).mode == "RGB"


def test_pure_noise_is_made_small_enough():
    noise = Image.frombytes("RGB", (1600, 1600), random.Random(1).randbytes(1600 * 1600 * 3))
    out = BytesIO()
    noise.save(out, "PNG")
    assert len(shrunk_bytes(out.getvalue(), "noise.png")) <= MOST_BYTES


def test_forty_megapixels_are_no_trouble(tmp_path: Path):
    path = tmp_path / "large.jpg"
    drawn(1, (7680, 5210)).save(path, quality=85)
    began = time.thread_time()
    made = shrunk(path)
    assert max(opened(made).size) == LONGEST_SIDE
    assert len(made) <= MOST_BYTES
    assert time.thread_time() - began < 5


def test_a_very_long_thin_picture_keeps_a_dot_of_width():
    out = BytesIO()
    Image.new("RGB", (9000, 2)).save(out, "PNG")
    assert opened(shrunk_bytes(out.getvalue(), "a.png")).size == (1600, 1)


def test_a_small_one_is_smaller(tmp_path: Path):
    made = opened(small(shrunk(from_a_phone(tmp_path / "a.jpg"))))
    assert max(made.size) == 320


def refused(content: bytes, name: str = "a.jpg") -> str:
    with pytest.raises(RuleBroken) as broken:
        shrunk_bytes(content, name)
    for language in ("en", "zh_CN"):
        assert sentence(broken.value.rule, broken.value.facts, words_of(language))
    return broken.value.rule


def test_what_is_no_picture_is_refused(tmp_path: Path):
    assert refused(b"") == "photo.no_picture"
    assert refused(b"%PDF-1.7 not at all") == "photo.no_picture"
    assert refused(b"<svg xmlns='http://www.w3.org/2000/svg'/>") == "photo.no_picture"
    assert refused(a_bomb()) == "photo.too_many_dots"


def test_what_is_cut_off_is_refused(tmp_path: Path):
    whole = shrunk(from_a_phone(tmp_path / "a.jpg"))
    assert refused(whole[: len(whole) // 2]) == "photo.damaged"
    png = a_picture(tmp_path / "a.png").read_bytes()
    assert refused(png[: len(png) // 2]) == "photo.damaged"


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path):
    for file in (tmp_path / "none.jpg", tmp_path, tmp_path / "a\0b.jpg"):
        with pytest.raises(RuleBroken) as broken:
            shrunk(file)
        assert broken.value.rule == "file.cannot_read"


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "gif", "bmp", "tiff"])
def test_a_harmed_file_is_taken_or_refused_and_never_a_fault(tmp_path: Path, suffix: str):
    whole = a_picture(tmp_path / f"a.{suffix}", size=(64, 48)).read_bytes()
    chance = random.Random(20261122)
    for _ in range(150):
        harmed = bytearray(whole[: chance.randrange(len(whole)) if chance.random() < 0.3 else None])
        for _ in range(chance.randrange(1, 6)):
            if harmed:
                harmed[chance.randrange(len(harmed))] = chance.randrange(256)
        try:
            made = shrunk_bytes(bytes(harmed), "harmed")
        except RuleBroken as broken:
            assert broken.rule.startswith("photo.")  # noqa: PT017
        else:
            assert opened(made).format == "JPEG"
