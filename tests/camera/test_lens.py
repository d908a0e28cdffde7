"""A camera that is open, and every way in which it is not."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from counter.camera import extra
from counter.camera.lens import Lens, holder, is_black, try_device
from counter.camera.places import Place
from counter.domain.refusals import RuleBroken
from tests.cameras import BLACK, SIZE, NetworkCamera, a_film, every_picture, held
from tests.ui.unprivileged import as_anybody

SHOWN = 4


@pytest.fixture
def network_camera() -> Iterator[NetworkCamera]:
    camera = NetworkCamera()
    yield camera
    camera.close()


def test_a_film_is_seen_to_its_end(tmp_path: Path):
    film = a_film(tmp_path / "film.avi", [held(None)] * SHOWN)
    seen, ended = every_picture(Lens(Place(str(film), "film")))
    assert ended.rule == "camera.gone"
    assert len(seen) in (SHOWN - 1, SHOWN)
    assert {one.shape for one in seen} == {(SIZE[1], SIZE[0], 3)}


def test_a_camera_in_the_network_is_let_go(network_camera: NetworkCamera):
    lens = Lens(Place(network_camera.address, "10.0.0.7"))
    lens.grab()
    assert lens.picture().shape == (SIZE[1], SIZE[0], 3)
    assert network_camera.viewers == 1
    network_camera.is_pulled_out()
    assert every_picture(lens)[1].rule == "camera.gone"
    with pytest.raises(RuleBroken, match=r"camera\.no_answer"):
        Lens(Place(network_camera.address, "10.0.0.7"))


def test_what_is_no_film_is_told(tmp_path: Path):
    (tmp_path / "film.avi").write_bytes(b"no film")
    with pytest.raises(RuleBroken, match=r"camera\.no_film"):
        Lens(Place(str(tmp_path / "film.avi"), "film.avi"))


@pytest.mark.skipif(sys.platform != "linux", reason="devices are files on Linux alone")
class TestDevice:
    def test_that_is_not_there(self, tmp_path: Path):
        with pytest.raises(RuleBroken, match=r"camera\.absent"):
            Lens(Place(str(tmp_path / "video0"), "Webcam"))

    def test_that_is_no_camera(self):
        with pytest.raises(RuleBroken, match=r"camera\.no_picture"):
            Lens(Place("/dev/full", "Webcam"))

    def test_that_this_account_may_not_use(self, tmp_path: Path):
        node = tmp_path / "video0"
        node.touch(mode=0o000)
        with as_anybody(), pytest.raises(RuleBroken, match=r"camera\.not_allowed"):
            try_device(node, "Webcam")

    def test_that_another_program_holds_is_told_with_its_name(self):
        node = Path("/dev/full")  # every Linux has it, and nobody uses it
        assert holder(node) == ""
        with node.open("rb") as handed, subprocess.Popen(["sleep", "20"], stdin=handed) as other:
            with pytest.raises(RuleBroken) as refused:
                Lens(Place(str(node), "Webcam"))
            other.kill()
        assert refused.value.rule == "camera.in_use"
        assert refused.value.facts == {"camera": "Webcam", "program": "sleep"}


def test_the_extra_is_told_in_the_words_of_the_system():
    home = Path("/shop/my counter")
    assert extra.command(home, "posix", str(home / ".venv")) == (
        'cd "/shop/my counter" && ./run extra camera'
    )
    assert extra.command(home, "nt", str(home / ".venv")) == (
        'cd /d "/shop/my counter" && run.cmd extra camera'
    )
    assert "-m pip install" in extra.command(home, "posix", "/usr")


def test_the_extra_asks_for_what_the_project_asks_for():
    import tomllib

    project = tomllib.loads((extra.PROGRAM / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["optional-dependencies"]["camera"]
    assert [one.strip('"') for one in extra.PACKAGES] == wanted


def test_without_the_extra_the_way_to_it_is_told():
    blocked = (
        "import sys; sys.modules['cv2'] = None; from counter.camera import extra; extra.need()"
    )
    done = subprocess.run(
        [sys.executable, "-c", blocked], check=False, capture_output=True, text=True
    )
    assert "camera.not_installed" in done.stderr
    extra.need()


def test_a_covered_lens_is_told_from_a_dim_room():
    assert is_black(BLACK)
    assert is_black(held(None, light=0.0))
    assert not is_black(held(None, light=0.15))


def test_the_window_needs_nothing_of_the_extra_before_a_camera_is_wanted():
    blocked = (
        "import sys; sys.modules.update(dict.fromkeys(('cv2', 'numpy', 'zxingcpp')));"
        "from ui.camera import choosing, feed, scanning, shooting, stage, view"
    )
    command = [sys.executable, "-c", blocked]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=extra.PROGRAM)
    assert (done.returncode, done.stderr) == (0, "")
