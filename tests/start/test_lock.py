"""What pyproject.toml asks for has both bounds and is locked as asked, with hashes."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).resolve().parent.parent.parent
LOCKS = ["requirements.lock.txt", "requirements-dev.lock.txt", "requirements-check.lock.txt"]
CAMERA = "requirements-camera.lock.txt"


def project() -> dict[str, Any]:
    return tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))


def asked(*groups: str) -> list[Requirement]:
    """Direct dependencies of the program and of the named groups."""
    lines = list(project()["project"]["dependencies"])
    for group in groups:
        lines += project()["dependency-groups"][group]
    return [Requirement(line) for line in lines]


def extra(name: str) -> list[Requirement]:
    """What an extra adds."""
    return [Requirement(line) for line in project()["project"]["optional-dependencies"][name]]


def locked(name: str) -> dict[str, str]:
    """Package -> version of a lock file."""
    found = re.findall(r"^([a-z0-9-]+)==([^ ;]+)", (PROJECT / name).read_text(), re.MULTILINE)
    return dict(found)


@pytest.mark.parametrize("wanted", [*asked("test", "check", "fonts"), *extra("camera")], ids=str)
def test_every_dependency_has_both_bounds(wanted: Requirement) -> None:
    operators = {part.operator for part in wanted.specifier}
    assert operators in ({"=="}, {">=", "<"})


@pytest.mark.parametrize(
    ("name", "groups"), list(zip(LOCKS, [(), ("test",), ("test", "check")], strict=True))
)
def test_lock_holds_what_is_asked(name: str, groups: tuple[str, ...]) -> None:
    versions = locked(name)
    for wanted in asked(*groups):
        assert versions[canonicalize_name(wanted.name)] in wanted.specifier


def test_locks_agree_with_each_other() -> None:
    program, tests, checks = (locked(name) for name in LOCKS)
    assert program.items() <= tests.items() <= checks.items()


def test_the_extra_is_locked_as_it_is_tested() -> None:
    program, tests, camera = locked(LOCKS[0]), locked(LOCKS[1]), locked(CAMERA)
    assert program.items() <= camera.items() <= tests.items()
    assert {canonicalize_name(one.name) for one in extra("camera")} <= camera.keys()


@pytest.mark.parametrize("name", [*LOCKS, CAMERA])
def test_every_locked_package_has_hashes_and_no_host(name: str) -> None:
    text = (PROJECT / name).read_text()
    assert "://" not in text
    entries = re.split(r"\n(?=[a-z0-9])", text.strip())
    assert all("--hash=sha256:" in entry for entry in entries)


def test_no_lock_that_names_hosts_is_kept() -> None:
    assert not (PROJECT / "uv.lock").exists()
