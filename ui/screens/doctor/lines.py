"""The findings in words: each is well, or says what to do."""

from collections.abc import Iterator
from dataclasses import dataclass

from counter.printing.devices.routes import AS_PDF
from ui.kit import Kit
from ui.pile import Printers
from ui.screens.doctor import findings
from ui.screens.doctor.findings import Gathered

MEGABYTE, GIGABYTE = 1_000_000, 1_000_000_000
OLD_BACKUP_MS = 3 * 86_400_000
CLOCK_BACK_MS = 60_000
FACES = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at."""

    name: str
    text: str
    is_well: bool = True


class Wording:
    """Words the findings in the window's language."""

    def __init__(self, kit: Kit):
        self._kit = kit

    def lines(self, found: Gathered | None, printers: Printers | None) -> list[Line]:
        """Everything that is known by now."""
        of_file = list(self._of_file(found)) if found else []
        return [*of_file, *self._of_machine(), self._of_printers(printers), self._of_libraries()]

    def _of_file(self, found: Gathered) -> Iterator[Line]:
        say, now = self._kit.language.say, self._kit.now()
        health, figures = found.health, self._kit.figures
        yield self._backup(found)
        free = f"{found.free_bytes / GIGABYTE:.1f}"
        is_roomy = found.free_bytes >= findings.LEAST_FREE
        text = say("{free} GB free.", free=free)
        if not is_roomy:
            text = say("Only {free} GB free. Make room before the disk is full.", free=free)
        yield Line(say("Disk"), text, is_roomy)
        is_later = health.sealed_at - now <= CLOCK_BACK_MS
        last = figures.moment(health.sealed_at, now)
        text = say("Right. Last entry: {moment}.", moment=last)
        if not is_later:
            text = say(
                "It stands before the last entry ({moment}). Set the date and time of the system.",
                moment=last,
            )
        yield Line(say("Clock"), text, is_later)
        text = say(
            "Entries: {entries}, chains: {chains}, newest: {head}.",
            entries=f"{health.entries:,}",
            chains=health.chains,
            head=health.head[:16],
        )
        if health.unsealed_rows:
            text = say("Rows were written past the program: they are sealed with the next act.")
        yield Line(say("The log"), text, not health.unsealed_rows)
        text = say(
            "{megabytes} MB, layout {layout}, SQLite {version}.",
            megabytes=f"{health.file_bytes / MEGABYTE:.1f}",
            layout=health.layout,
            version=health.sqlite_version,
        )
        yield Line(say("Shop's file"), text)

    def _backup(self, found: Gathered) -> Line:
        say, now = self._kit.language.say, self._kit.now()
        if found.backup is None:
            text = say("None from this machine yet. Make one in the settings, page Backup.")
            return Line(say("Backup"), text, is_well=False)
        age = self._kit.figures.age(now - found.backup.at)
        if now - found.backup.at > OLD_BACKUP_MS:
            text = say("The last one is {age} old. Make one in the settings, page Backup.", age=age)
            return Line(say("Backup"), text, is_well=False)
        return Line(say("Backup"), say("The last one is {age} old and whole.", age=age))

    def _of_machine(self) -> Iterator[Line]:
        say = self._kit.language.say
        faces = findings.bundled_fonts()
        is_whole = len(faces) >= FACES
        text = say("The bundled typeface is loaded: {faces}.", faces=", ".join(faces))
        if not is_whole:
            text = say("The bundled typeface is missing. Install the program anew.")
        yield Line(say("Typeface"), text, is_whole)
        named, is_known = findings.input_method()
        text = say("{name} is known to the window.", name=named)
        if not is_known:
            text = say(
                "None is set up for the window: Chinese cannot be typed. Install fcitx5 or ibus "
                "and sign in to the system again."
            )
        yield Line(say("Chinese input"), text, is_known)
        yield Line(say("Screen"), findings.screen_line())
        yield Line(say("System"), findings.system_line())

    def _of_printers(self, printers: Printers | None) -> Line:
        say = self._kit.language.say
        if printers is None:
            return Line(say("Printers"), say("Looking for printers …"))
        described = self._kit.preferences.described_printers()
        here = list(dict.fromkeys((*described, *printers.names)))
        if not here:
            text = say("None: papers are saved as PDF. Set one up in the system.")
            return Line(say("Printers"), text, is_well=False)
        wanted = set(self._kit.preferences.printers(list(PAPERS)).values())
        gone = sorted(wanted - {*here, "", AS_PDF})
        if gone:
            text = say(
                "{name} is set for a paper and is not there. Switch it on, or choose another one "
                "in the settings.",
                name=", ".join(gone),
            )
            return Line(say("Printers"), text, is_well=False)
        return Line(say("Printers"), self._kit.language.listing(here))

    def _of_libraries(self) -> Line:
        text = ", ".join(f"{name} {number}" for name, number in findings.versions())
        return Line(self._kit.language.say("Versions"), text)


PAPERS = (
    "item_receipt",
    "repair_card",
    "item_label",
    "accessory_label",
    "settlement_statement",
    "item_register",
)
