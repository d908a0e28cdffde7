"""Every page in every dress: as approved, whole, named, and drawn without a warning.

`poe pictures --approve` takes what is drawn now, the pictures of README and manual included. What
differs is shown in `out/failures/pictures`, with the tiles that do so framed.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.conftest import FAILURES, PROJECT
from tests.ui.gallery.album import DRAWN, SEEN, VARIANTS, Variant
from tests.ui.gallery.compare import difference, keep, reduced
from ui.screens.places import SCREENS

APPROVED = Path(__file__).parent / "gallery" / "approved"
SHOWN = FAILURES / "pictures"
MANUAL = PROJECT / "resources" / "manual"
IN_MANUAL = {  # in full size, from the same run
    "board": "board",
    "check_in_filled": "check-in",
    "hand_back_ready": "hand-back",
}
IN_MANUAL_AS, MANUAL_COLOURS = "zh_light", 256
WALK_S = 240
#: what would make one machine's pictures differ from another's
BARE = {"CUPS_SERVER": "/nowhere", "QT_IM_MODULE": "", "QT_QPA_PLATFORM": "offscreen"}


@pytest.fixture
def walked(variant: Variant, shops: Path, tmp_path: Path) -> Iterator[Path]:
    """The folder with what was seen in one variant."""
    command = [sys.executable, "-m", "tests.ui.gallery.album", variant.name, shops, tmp_path]
    done = subprocess.run(
        command,
        cwd=PROJECT,
        env=os.environ | BARE | {"COUNTER_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        timeout=WALK_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    yield tmp_path
    shutil.rmtree(tmp_path, ignore_errors=True)


def flaws(told: dict[str, Any]) -> list[str]:
    """Everything that is wrong with any page."""
    found = [f"{name}: {flaw}" for name, page in told["pages"].items() for flaw in page["flaws"]]
    return found + [f"warned: {line}" for line in told["warned"]]


def not_visited(told: dict[str, Any]) -> list[str]:
    """Screens that no stop leads to."""
    seen = {page["screen"] for page in told["pages"].values()}
    return [f"{name} has no stop" for name in sorted(set(SCREENS) - seen)]


def show_flawed(variant: Variant, walked: Path, told: dict[str, Any]) -> None:
    """Keep the picture of every page that has a flaw."""
    for name in (name for name, page in told["pages"].items() if page["flaws"]):
        for drawn in (walked / DRAWN).glob(f"*/{name}.png"):
            SHOWN.mkdir(parents=True, exist_ok=True)
            shutil.copy(drawn, SHOWN / f"{variant.name}.{name}.png")


def pictures(variant: Variant, walked: Path, approving: bool) -> Iterator[str]:
    """What differs from the approved pictures."""
    drawn = sorted((walked / DRAWN).glob("*/*.png")) if variant.approved else []
    for path in drawn:
        with Image.open(path) as picture:
            fresh = reduced(picture, variant.percent)
        kept = APPROVED / path.parent.name / path.name
        if approving and path.parent.name == variant.name:
            keep(fresh, kept)
        wrong = difference(fresh, kept, SHOWN / f"{variant.name}.{path.parent.name}.{path.name}")
        if wrong:
            yield f"{path.parent.name}/{path.stem}: {wrong}"
    for path in sorted((APPROVED / variant.name).glob("*.png")):
        if path.name not in {one.name for one in drawn}:
            if approving:
                path.unlink()
            else:
                yield f"{path.stem}: approved, but not drawn any more"


def manual(variant: str, walked: Path, approving: bool) -> Iterator[str]:
    """What differs from the pictures of the manual."""
    for page, name in IN_MANUAL.items():
        with Image.open(walked / DRAWN / variant / f"{page}.png") as drawn:
            fresh = reduced(drawn, 100, half=False)
        path = MANUAL / f"{name}.png"
        if approving:
            keep(fresh, path, MANUAL_COLOURS)
        wrong = difference(fresh, path, SHOWN / f"manual.{name}.png", half=False)
        if wrong:
            yield f"manual/{name}: {wrong}"


@pytest.mark.slow
@pytest.mark.timeout(WALK_S + 60)
@pytest.mark.parametrize("variant", VARIANTS.values(), ids=list(VARIANTS))
def test_every_page_looks_as_approved_and_has_no_flaw(
    variant: Variant, walked: Path, approving: bool
) -> None:
    told = json.loads((walked / SEEN).read_text("utf-8"))
    wrong = [*flaws(told), *pictures(variant, walked, approving)]
    show_flawed(variant, walked, told)
    if variant.name == IN_MANUAL_AS:
        wrong += [*not_visited(told), *manual(variant.name, walked, approving)]
    assert wrong == []
