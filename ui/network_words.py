"""How this seat stands with others, in the words of a counter."""

from ui.figures import Figures
from ui.language import Language
from ui.network import Kept, Standing

OK, WAITS, OFF, DANGER = "ok", "text_2", "warn", "danger"


def icon_of(standing: Standing) -> tuple[str, str]:
    """The icon and its tone."""
    if standing.alarms:
        return "triangle-alert", DANGER
    if standing.in_step:
        return "wifi", OFF if standing.refusal else OK
    return "wifi-off", WAITS


def in_short(standing: Standing, language: Language) -> str:
    """A word or two for the bar."""
    if standing.alarms:
        return _alarm_in_short(standing, language)
    n = standing.kept.waiting
    if standing.in_step:
        return (
            language.say_n("{n} on its way", "{n} on their way", n)
            if n
            else language.say("In step")
        )
    return (
        language.say_n("Offline, {n} waits", "Offline, {n} wait", n)
        if n
        else language.say("Offline")
    )


def _alarm_in_short(standing: Standing, language: Language) -> str:
    rule = standing.refusal.rule if standing.refusal else ""
    if rule == "sync.revoked":
        return language.say("Seat revoked")
    if rule == "disk.full":
        return language.say("Disk full")
    return language.say("Head office: look here")


def in_step_since(standing: Standing, language: Language, figures: Figures, now: int) -> str:
    """Since when it stands as it stands."""
    since = figures.moment(standing.since_at, now) if standing.since_at else ""
    if standing.in_step:
        return language.say("In step with head office. Since: {time}", time=since)
    if not since:
        return language.say("Head office was not reached from here yet.")
    return language.say("Out of step with head office. Since: {time}", time=since)


def waiting(standing: Standing, language: Language) -> str:
    """What head office has not got yet."""
    n = standing.kept.waiting
    if not n:
        return language.say("Nothing waits to go up")
    return language.say_n("{n} entry waits to go up", "{n} entries wait to go up", n)


def set_aside(kept: Kept, language: Language) -> str:
    """What waits for a newer program here."""
    return language.say_n(
        "{n} entry was written by a newer program: it counts once this one is updated",
        "{n} entries were written by a newer program: they count once this one is updated",
        kept.later,
    )


def at_length(
    standing: Standing, why: str, language: Language, figures: Figures, now: int
) -> list[str]:
    """All of it, a sentence each; `why` is the refusal in words."""
    said = [why] if why else []
    near = [one.address for one in standing.neighbours if one.in_step]
    if not standing.kept.is_joined and not standing.neighbours:
        return [*said, language.say("This shop works alone: no head office is joined from here.")]
    said.append(in_step_since(standing, language, figures, now))
    if standing.kept.waiting:
        said.append(waiting(standing, language))
    if standing.kept.later:
        said.append(set_aside(standing.kept, language))
    if standing.kept.proved_at:
        time = figures.moment(standing.kept.proved_at, now)
        said.append(language.say("Last signed for by head office: {time}", time=time))
    if near:
        said.append(language.say("In step with the relay at {list}", list=language.listing(near)))
    return said
