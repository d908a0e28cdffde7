"""The pages of the manual, one for each screen, as they lie in the resources."""

import re
from dataclasses import dataclass

from ui.theme import RESOURCES

FOLDER = RESOURCES / "manual"
#: as somebody new would read them
NAMES = (
    "start",
    "first_run",
    "sign_in",
    "finding",
    "scanners",
    "check_in",
    "board",
    "bench",
    "inspection",
    "hand_back",
    "case",
    "settlement",
    "customer_page",
    "customers",
    "registers",
    "shelves",
    "transfers",
    "till",
    "print_queue",
    "settings",
    "network",
    "conflicts",
    "doctor",
    "seats",
    "carrying",
    "shop_network",
    "support",
)
_MARKS = re.compile(r"[*`#|]|^\s*[-0-9.]+\s", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class HelpPage:
    """One page: its name is its screen's. `text` is Markdown, its first line the title."""

    name: str
    text: str

    @property
    def title(self) -> str:
        """What stands at its head."""
        return self.text.partition("\n")[0].removeprefix("# ").strip()

    def has(self, sought: str) -> bool:
        """Whether it speaks of something; marks and case do not count."""
        return sought.casefold() in _MARKS.sub("", self.text).casefold()


def help_page_of(screen_name: str, language: str) -> HelpPage:
    """The page of a screen; the first page where a screen has none."""
    name = screen_name if screen_name in NAMES else NAMES[0]
    return HelpPage(name, (FOLDER / language / f"{name}.md").read_text("utf-8"))


def help_pages(language: str) -> list[HelpPage]:
    """Every page in reading order."""
    return [help_page_of(name, language) for name in NAMES]
