"""The bundled fonts: whole where names need it, and never mistaken for each other."""

import hashlib
from pathlib import Path

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

PROJECT = Path(__file__).resolve().parent.parent.parent
FONTS = PROJECT / "resources" / "fonts"
WEIGHTS = ["Regular", "Medium", "Bold"]
RARE_IN_NAMES = "㛃䶮𬱖"
ON_PAPERS = "¥…×·，。、；：？！（）【】《》“”—℃①②③□■△○●→←↑↓"


@pytest.fixture(scope="module", params=WEIGHTS)
def font(request: pytest.FixtureRequest) -> TTFontFile:
    return TTFontFile(str(FONTS / f"NotoSansSC-{request.param}.ttf"))


def test_files_are_the_recorded_ones() -> None:
    recorded = (FONTS / "SHA256SUMS").read_text().split()
    sums = dict(zip(recorded[1::2], recorded[::2], strict=True))
    assert set(sums) == {f"NotoSansSC-{weight}.ttf" for weight in WEIGHTS}
    for name, known in sums.items():
        assert hashlib.sha256((FONTS / name).read_bytes()).hexdigest() == known


def test_every_standard_character_has_a_glyph(font: TTFontFile) -> None:
    text = (PROJECT / "packaging/standard_characters.txt").read_text(encoding="utf-8")
    standard = set(text) - {"\n"}
    assert len(standard) == 8105
    assert [sign for sign in standard if ord(sign) not in font.charToGlyph] == []


@pytest.mark.parametrize("signs", [RARE_IN_NAMES, ON_PAPERS])
def test_signs_of_names_and_papers_have_glyphs(font: TTFontFile, signs: str) -> None:
    assert [sign for sign in signs if ord(sign) not in font.charToGlyph] == []


def test_every_character_of_gb2312_has_a_glyph(font: TTFontFile) -> None:
    signs = {
        bytes((row, cell)).decode("gb2312", errors="ignore")
        for row in range(0xA1, 0xF8)
        for cell in range(0xA1, 0xFF)
    } - {""}
    assert len(signs) == 7445
    assert [sign for sign in signs if ord(sign) not in font.charToGlyph] == []


def test_postscript_names_differ() -> None:
    names = {TTFontFile(str(FONTS / f"NotoSansSC-{weight}.ttf")).name for weight in WEIGHTS}
    assert len(names) == len(WEIGHTS)


def test_regular_is_whole() -> None:
    regular = TTFontFile(str(FONTS / "NotoSansSC-Regular.ttf"))
    assert len(regular.charToGlyph) > 30_000
