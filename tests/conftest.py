"""What every test stands on: no screen, a machine folder of its own, a picture of what failed."""

import atexit
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# A test prints nothing: papers are kept as files, as on a machine without a printer.
os.environ["CUPS_SERVER"] = "/nowhere"
# Whatever forgets to ask for a folder must not find the one of the person at this machine.
os.environ["COUNTER_HOME"] = tempfile.mkdtemp(prefix="counter-home-")
atexit.register(shutil.rmtree, os.environ["COUNTER_HOME"], ignore_errors=True)
os.environ.pop("COUNTER_PIN", None)

PROJECT = Path(__file__).resolve().parent.parent
FAILURES = PROJECT / "out" / "failures"

settings.register_profile(
    "counter",
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("counter")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--approve",
        action="store_true",
        help="take the pictures and papers made now as the approved ones",
    )


@pytest.fixture(scope="session")
def approving(request: pytest.FixtureRequest) -> bool:
    """Whether what is made now is to be kept as approved instead of compared."""
    return bool(request.config.getoption("--approve"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.when == "call" and report.failed:
        for number, picture in enumerate(_photograph_windows(item.name)):
            report.sections.append((f"window {number}", str(picture)))
    return report


def _photograph_windows(name: str) -> Iterator[Path]:
    """Save each window that is open into `out/failures`; Qt is not imported for that."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return
    FAILURES.mkdir(parents=True, exist_ok=True)
    plain = "".join(sign if sign.isalnum() else "_" for sign in name)[:100]
    for number, window in enumerate(widgets.QApplication.topLevelWidgets()):
        if window.isVisible():
            picture = FAILURES / f"{plain}.{number}.png"
            window.grab().save(str(picture))
            yield picture
