"""What an outlet chooses for its papers: the medium, copies, fields left out, a note, its logo."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from counter.domain.paper_looks import (
    LOGO,
    PREFIX,
    SETTINGS,
    checked_logo,
    checked_look,
    kept_logo,
    look_of,
    usual_copies,
)

if TYPE_CHECKING:
    from counter.storage.work import Work

FILE = "file"


def checked_paper(name: str, value: Any) -> Any:
    """The value of a paper's setting, or of the logo, as it is kept; a note's words are not looked
    at here.

    A logo is its dots, {} for none, or {"file": a picture on this machine}. Raises RuleBroken
    "setting.bad_value", "paper.medium", "paper.copies", "paper.not_optional", "logo.…", "photo.…"
    or "file.cannot_read".
    """
    if name != LOGO:
        return checked_look(SETTINGS[name], value)
    if isinstance(value, dict) and value.keys() == {FILE} and isinstance(value[FILE], str):
        from counter.logos import logo_from

        return kept_logo(logo_from(Path(value[FILE])))
    return kept_logo(checked_logo(value))


def queue(work: "Work", form: str, number: str, *, copies: int = 1) -> None:
    """Queue a paper in as many copies as the outlet wants, else as many as the act says."""
    look = look_of(form, work.setting(f"{PREFIX}{form}", {}))
    work.queue_paper(form, number, copies=usual_copies(look, copies))
