"""`./run` sets up once, says the truth when it cannot, and keeps stdout for the program."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent.parent
pytestmark = pytest.mark.skipif(os.name == "nt", reason="run.cmd is the one for Windows")

TOOLS = [
    "sh",
    "dirname",
    "mkdir",
    "cp",
    "cmp",
    "tr",
    "sed",
    "sort",
    "rm",
    "cat",
    "sleep",
    "kill",
    "flock",
    "mv",
    "env",
    "touch",
]
SET_UP_CANNOT_GO_ON = 69

# Stands in for a Python of the system: `-m venv` makes an environment out of itself and
# `-m pip install` takes a second; both are noted. main.py is answered by its arguments.
STAND_IN = """#!/bin/sh
case "$1 $2" in
"-m venv") for last; do :; done; mkdir -p $last/bin; cp "$0" $last/bin/python; echo venv >>made ;;
"-m pip") [ "$3" = --version ] || { sleep 1; echo pip >>made; echo noise of pip; } ;;
"main.py "*) echo "answer: $*" ;;
"-m pytest") echo "tests: $*" ;;
esac
exit ${STAND_IN_EXIT:-0}
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what `./run` needs, in a folder with a blank and a Chinese name."""
    folder = tmp_path / "my 柜台"
    folder.mkdir()
    for name in ("run", *(f"requirements{part}.lock.txt" for part in ("", "-dev", "-camera"))):
        shutil.copy(PROJECT / name, folder / name)
    return folder


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """The only folder on PATH: what every Debian has, and nobody's Python."""
    folder = tmp_path / "tools"
    folder.mkdir()
    for name in TOOLS:
        if found := shutil.which(name):
            (folder / name).symlink_to(found)
    write_tool(folder / "id", "#!/bin/sh\necho 1000\n")
    write_tool(folder / "apt-get", "#!/bin/sh\necho called >>apt_was_called\n")
    return folder


def write_tool(path: Path, text: str) -> None:
    path.write_text(text)
    path.chmod(0o755)


def start(checkout: Path, tools: Path, *args: str, **extra: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        ["./run", *args],
        cwd=checkout,
        env={"PATH": str(tools), **extra},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_without_python_the_one_line_to_type_is_said(checkout: Path, tools: Path) -> None:
    started = start(checkout, tools)
    answer, said = started.communicate(timeout=30)
    assert started.returncode == SET_UP_CANNOT_GO_ON
    assert answer == ""
    line = next(line for line in said.splitlines() if "sudo apt-get install" in line)
    assert "python3-venv" in line
    assert "libxcb-cursor0" in line
    assert not (checkout / "apt_was_called").exists()


def test_a_folder_that_cannot_be_written_is_named(checkout: Path, tools: Path) -> None:
    (checkout / ".venv").write_text("in the way")
    started = start(checkout, tools)
    answer, said = started.communicate(timeout=30)
    assert started.returncode == SET_UP_CANNOT_GO_ON
    assert answer == ""
    assert "cannot be written" in said
    assert "柜台" in said


def test_stdout_is_the_answer_alone_and_the_second_start_sets_nothing_up(
    checkout: Path, tools: Path
) -> None:
    write_tool(tools / "python3", STAND_IN)
    for _ in range(2):
        started = start(checkout, tools, "do", "check_in", "two words", STAND_IN_EXIT="0")
        answer, _said = started.communicate(timeout=30)
        assert answer == "answer: main.py do check_in two words\n"
        assert started.returncode == 0
    assert (checkout / "made").read_text().split() == ["venv", "pip"]


def test_two_starts_at_once_set_up_once(checkout: Path, tools: Path) -> None:
    write_tool(tools / "python3", STAND_IN)
    both = [start(checkout, tools, "do", str(number)) for number in range(2)]
    answers = [started.communicate(timeout=30)[0] for started in both]
    assert answers == ["answer: main.py do 0\n", "answer: main.py do 1\n"]
    assert (checkout / "made").read_text().split() == ["venv", "pip"]


def test_a_changed_lock_is_installed_again(checkout: Path, tools: Path) -> None:
    write_tool(tools / "python3", STAND_IN)
    start(checkout, tools, "do").communicate(timeout=30)
    with (checkout / "requirements.lock.txt").open("a") as lock:
        lock.write("# changed\n")
    start(checkout, tools, "do").communicate(timeout=30)
    assert (checkout / "made").read_text().split() == ["venv", "pip", "pip"]


def test_the_lock_of_the_tests_holds_that_of_the_program(checkout: Path, tools: Path) -> None:
    write_tool(tools / "python3", STAND_IN)
    answer, _said = start(checkout, tools, "test", "-k", "two words").communicate(timeout=30)
    assert answer == "tests: -m pytest -k two words\n"
    answer, _said = start(checkout, tools, "do").communicate(timeout=30)
    assert answer == "answer: main.py do\n"
    assert (checkout / "made").read_text().split() == ["venv", "pip"]


def test_what_the_tests_need_beside_is_installed_by_root_and_told_to_others(
    checkout: Path, tools: Path
) -> None:
    write_tool(tools / "python3", STAND_IN)
    answer, said = start(checkout, tools, "test", "-k", "one").communicate(timeout=30)
    assert answer == "tests: -m pytest -k one\n"
    assert "apt-get install -y --no-install-recommends strace" in said
    write_tool(tools / "id", "#!/bin/sh\necho 0\n")
    write_tool(tools / "apt-get", '#!/bin/sh\necho "$@" >>apt_was_called\n')
    start(checkout, tools, "test").communicate(timeout=30)
    assert "--no-install-recommends strace" in (checkout / "apt_was_called").read_text()


def test_a_failed_installation_is_tried_again(checkout: Path, tools: Path) -> None:
    write_tool(tools / "python3", STAND_IN.replace("sleep 1;", "exit 1;"))
    started = start(checkout, tools, "do")
    answer, said = started.communicate(timeout=30)
    assert started.returncode == SET_UP_CANNOT_GO_ON
    assert answer == ""
    assert "could not be installed" in said
    write_tool(tools / "python3", STAND_IN)
    shutil.rmtree(checkout / ".venv")
    answer, _said = start(checkout, tools, "do").communicate(timeout=30)
    assert answer == "answer: main.py do\n"


def test_an_extra_is_added_once_and_the_program_needs_nothing_more(
    checkout: Path, tools: Path
) -> None:
    write_tool(tools / "python3", STAND_IN)
    for _ in range(2):
        started = start(checkout, tools, "extra", "camera")
        answer, said = started.communicate(timeout=30)
        assert (started.returncode, answer) == (0, "")
        assert "camera: it can be used now" in said
    answer, _said = start(checkout, tools, "do").communicate(timeout=30)
    assert answer == "answer: main.py do\n"
    assert (checkout / "made").read_text().split() == ["venv", "pip"]


def test_an_extra_that_is_none_is_refused(checkout: Path, tools: Path) -> None:
    started = start(checkout, tools, "extra", "cinema")
    _answer, said = started.communicate(timeout=30)
    assert started.returncode == SET_UP_CANNOT_GO_ON
    assert "./run extra camera" in said
    assert not (checkout / "made").exists()
