"""The custody line of the case: where the item has been, is, and will go."""

from counter.domain.custody import GONE
from counter.domain.states import CustodyState
from counter.storage.questions.case_views import CustodyView
from counter.storage.questions.cases import CaseView
from ui import terms
from ui.kit import Kit
from ui.widgets.card import Card
from ui.widgets.stops import Stop, Stops


class Route(Card):
    """A card with one line."""

    def __init__(self, kit: Kit):
        super().__init__(titled=False, padding=(20, 12, 12, 6))
        self._kit = kit
        self._view: CaseView | None = None
        self.stops = Stops(kit.theme)
        self.box.addWidget(self.stops)

    def say_all(self) -> None:
        """Set every text anew."""
        self.stops.setAccessibleName(self._kit.language.say("Custody"))
        if self._view is not None:
            self.show_view(self._view)

    def show_view(self, view: CaseView) -> None:
        """Show where the item has been."""
        self._view = view
        been = [self._stop(one) for one in view.custody]
        ahead = [] if view.custody_state in GONE else self._ahead(view)
        self.stops.show_stops([*been, *ahead], max(0, len(been) - 1))

    def _stop(self, one: CustodyView) -> Stop:
        say = self._kit.language.say
        state = say(terms.CUSTODY[one.state])
        if one.shelf:
            is_stored = one.state is CustodyState.IN_STORE
            state = say("Shelf {name}", name=one.shelf) if is_stored else f"{state} {one.shelf}"
        elif one.state in (CustodyState.SENT_OUT, CustodyState.IN_TRANSIT) and one.note:
            state = f"{state}: {one.note}"
        return Stop(state, self._kit.figures.moment(one.at, self._kit.now()))

    def _ahead(self, view: CaseView) -> list[Stop]:
        say, figures = self._kit.language.say, self._kit.figures
        fetched = Stop(say(terms.CUSTODY[CustodyState.HANDED_BACK]), "")
        waits = (CustodyState.READY, CustodyState.NOTIFIED, CustodyState.UNCLAIMED)
        if view.custody_state in waits:
            return [fetched]
        promised = figures.moment_within(view.promised_at, self._kit.now())
        ready = Stop(say(terms.CUSTODY[CustodyState.READY]), say("by {when}", when=promised))
        return [ready, fetched]
