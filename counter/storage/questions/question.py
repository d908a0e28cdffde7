"""What the list of questions says of each one."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question: its function and an example of its facts that can be run as it stands.

    `own` names a fact that must be the code of whoever asks: what is nobody else's business.
    """

    function: Callable[..., Any]
    example: dict[str, Any] = field(default_factory=dict[str, Any])
    own: str = ""

    @property
    def name(self) -> str:
        """What it is asked by."""
        return self.function.__name__

    @property
    def summary(self) -> str:
        """The first line of what its function says of itself."""
        return (self.function.__doc__ or "").strip().partition("\n")[0]
