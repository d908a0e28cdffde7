"""Fetch the fonts of the program from their npm package and cut the heavier weights.

Run from the project root with the packaging tools (`poe fonts`); needs npm. The outcome is
committed, so nobody needs this to run or build the program: it is here so that the three files
can be made again, byte for byte, and so that a newer Noto can be taken in one step.
"""

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

PACKAGE = "@expo-google-fonts/noto-sans-sc@0.4.3"
PACKAGE_SHA256 = "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59"
HERE = Path(__file__).resolve().parent
FONTS = HERE.parent / "resources" / "fonts"

REGULAR = "package/400Regular/NotoSansSC_400Regular.ttf"
CUT_WEIGHTS = {
    "Medium": "package/500Medium/NotoSansSC_500Medium.ttf",
    "Bold": "package/700Bold/NotoSansSC_700Bold.ttf",
}
LICENCE = "package/LICENSE_FONT"

# Everything that is not an ideograph and not Hangul: Latin, Greek, Cyrillic, punctuation, arrows,
# currency, box drawing, kana, bopomofo, full-width forms, enclosed letters.
PLAIN_RANGES = (
    (0x20, 0x10FF),
    (0x1E00, 0x2BFF),
    (0x3000, 0x312F),
    (0x3190, 0x33FF),
    (0xFE10, 0xFE6F),
    (0xFF00, 0xFF9F),
    (0xFFE0, 0xFFEF),
    (0x1F100, 0x1F2FF),
)
POSTSCRIPT_NAME_ID = 6
UNIQUE_NAME_ID = 3


def standard_characters() -> set[int]:
    """Code points of the 8,105 characters of the state's table (通用规范汉字表, Unihan kTGH)."""
    text = (HERE / "standard_characters.txt").read_text(encoding="utf-8")
    return {ord(sign) for sign in text if sign != "\n"}


def gb2312_characters() -> set[int]:
    """Code points of every character that GB 2312-80 has."""
    return {
        ord(bytes((row, cell)).decode("gb2312", errors="ignore") or " ")
        for row in range(0xA1, 0xF8)
        for cell in range(0xA1, 0xFF)
    }


def wanted_characters() -> set[int]:
    """Code points that a cut weight keeps; the font may lack some of them."""
    plain = {point for first, last in PLAIN_RANGES for point in range(first, last + 1)}
    return standard_characters() | gb2312_characters() | plain


def fetch_package(folder: Path) -> Path:
    """Bring the npm package into `folder` and give the folder it was unpacked to."""
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm is needed to fetch the fonts")
    said = subprocess.run(
        [npm, "pack", "--silent", PACKAGE],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    archive = folder / said.stdout.strip().splitlines()[-1]
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != PACKAGE_SHA256:
        sys.exit(f"{archive.name} has SHA-256 {found}, expected {PACKAGE_SHA256}")
    with tarfile.open(archive) as package:
        for member in (REGULAR, *CUT_WEIGHTS.values(), LICENCE):
            package.extract(member, folder, filter="data")
    return folder


def cut(source: Path, target: Path, weight: str) -> None:
    """Write `source` cut to the wanted characters, under a PostScript name of its own.

    The name matters: reportlab takes two fonts of one PostScript name for one font.
    """
    options = subset.Options()
    options.layout_features = ["ccmp", "kern"]
    options.drop_tables += ["BASE", "GDEF", "STAT", "vhea", "vmtx"]
    options.name_IDs = ["*"]
    options.recalc_timestamp = False
    options.notdef_outline = True
    font = TTFont(source, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted_characters() & set(font.getBestCmap()))
    cutter.subset(font)
    for record in font["name"].names:
        if record.nameID == POSTSCRIPT_NAME_ID:
            record.string = f"NotoSansSCCut-{weight}"
        elif record.nameID == UNIQUE_NAME_ID:
            record.string = f"{record.toUnicode()};cut"
    font.save(target)


def main() -> None:
    """Write the three fonts, their licence and their sums into `resources/fonts`."""
    FONTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        package = fetch_package(Path(folder))
        shutil.copyfile(package / REGULAR, FONTS / "NotoSansSC-Regular.ttf")
        for weight, member in CUT_WEIGHTS.items():
            cut(package / member, FONTS / f"NotoSansSC-{weight}.ttf", weight)
        shutil.copyfile(package / LICENCE, FONTS / "OFL.txt")
    lines = [
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n"
        for file in sorted(FONTS.glob("*.ttf"))
    ]
    (FONTS / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
