"""THIRD_PARTY.md names each package of the lock files, with the licence the package states."""

import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent.parent
ALLOWED = {"MIT", "BSD", "Apache", "LGPL", "PSF", "Zlib", "OFL", "ISC", "Unicode"}
ALLOWED_FOR_TESTS = ALLOWED | {"MPL"}


def locked(name: str) -> set[str]:
    """Names of the packages that a lock file holds."""
    return set(re.findall(r"^([a-z0-9-]+)==", (PROJECT / name).read_text(), re.MULTILINE))


def listed(heading: str) -> dict[str, str]:
    """Package -> licence of the table under a heading of THIRD_PARTY.md."""
    text = (PROJECT / "THIRD_PARTY.md").read_text(encoding="utf-8")
    part = text.split(f"## {heading}\n")[1].split("\n## ")[0]
    return dict(re.findall(r"^\| ([a-z0-9-]+) \| ([^|]+) \|$", part, re.MULTILINE)[1:])


def families(licence: str) -> set[str]:
    """`BSD-3-Clause OR Apache-2.0` -> {"BSD", "Apache"}."""
    return {part.split("-")[0] for part in re.split(r" (?:AND|OR) ", licence)}


PROGRAM = listed("Installed with the program")
CAMERA = listed("Installed with the camera alone")
POSTGRESQL = listed("Installed with a hub on PostgreSQL alone")
S3 = listed("Installed with a hub on S3 alone")
EXTRAS = {**CAMERA, **POSTGRESQL, **S3}
TESTS = listed("Installed for the tests and checks alone")


def test_every_package_is_listed_where_it_belongs() -> None:
    program = locked("requirements.lock.txt")
    assert set(PROGRAM) == program
    assert set(CAMERA) == locked("requirements-camera.lock.txt") - program
    assert set(POSTGRESQL) == locked("requirements-postgresql.lock.txt") - program
    assert set(S3) == locked("requirements-s3.lock.txt") - program
    assert set(TESTS) == locked("requirements-check.lock.txt") - program - set(EXTRAS)


def test_licences_are_allowed() -> None:
    installed = {**PROGRAM, **EXTRAS}.values()
    assert {family for licence in installed for family in families(licence)} <= ALLOWED
    assert {
        family for licence in TESTS.values() for family in families(licence)
    } <= ALLOWED_FOR_TESTS


def stated(name: str) -> str:
    """All that an installed package says of its licence."""
    found = distribution(name)
    said = [found.metadata.get("License-Expression", ""), found.metadata.get("License", "")]
    said += [line for line in found.metadata.get_all("Classifier", []) if "License" in line]
    if not any(said):
        texts = [file for file in found.files or [] if "LICENSE" in file.name]
        said = [file.read_text(encoding="utf-8") for file in texts]
    return " ".join(said)


@pytest.mark.parametrize(("name", "licence"), sorted({**PROGRAM, **EXTRAS, **TESTS}.items()))
def test_package_states_the_licence_that_is_listed(name: str, licence: str) -> None:
    try:
        said = stated(name)
    except PackageNotFoundError:
        assert name not in PROGRAM
        return  # a tool of the checks, or one that only Windows needs
    if licence == "Zlib":
        assert "provided 'as-is', without any express or implied warranty" in said
    for family in families(licence) - {"Zlib"}:
        assert family in said


def test_licence_texts_stand_beside_what_they_cover() -> None:
    assert "Apache License" in (PROJECT / "LICENSE").read_text()
    assert "SIL Open Font License" in (PROJECT / "resources/fonts/OFL.txt").read_text()
    assert "ISC License" in (PROJECT / "resources/icons/LICENSE-lucide.txt").read_text()
