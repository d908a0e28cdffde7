"""What is known in four views: what was done, every detail, the unit's other visits, pictures."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget

from counter.storage.questions.history import TimelineEntry
from ui.kit import Kit
from ui.screens.case import story
from ui.screens.case.details import Details
from ui.screens.case.story import Story
from ui.screens.case.visits import Visits
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.chips import Chips, Choice
from ui.widgets.layouts import column, holder, row, scrolled, stretched
from ui.widgets.log_list import LogList
from ui.widgets.photo_strip import PhotoStrip
from ui.widgets.segmented import Segmented

ALL, LOG, DETAILS, VISITS, PHOTOS = "all", "log", "details", "visits", "photos"
VIEWS = [LOG, DETAILS, VISITS, PHOTOS]


class LogCard(Card):
    """The widest card of the page."""

    wants_earlier = Signal()

    def __init__(self, kit: Kit):
        super().__init__(titled=False, padding=(20, 10, 12, 6))
        self._kit = kit
        self.story = Story(kit)
        self._entries: list[TimelineEntry] = []
        self.views = Segmented(kit.theme, VIEWS)
        self.chips = Chips(kit.theme, one=True, gap=6, padding=10)
        self.log = LogList(kit.theme)
        self.earlier = Button(kit.theme, "link")
        self.details, self.visits = Details(kit), Visits(kit)
        self.photos, self._photo_count = PhotoStrip(kit.theme, large=True), 0
        inside = column(self.log, row(self.earlier, 1), 1, gap=4, margins=(0, 0, 10, 0))
        self._inside = holder(inside)
        self._area = scrolled(self._inside, "clear")
        self.views.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.stack = QStackedWidget()
        pictures = scrolled(holder(column(self.photos, margins=(2, 6, 10, 6))), "clear")
        for page in (self._area, self.details, self.visits, pictures):
            self.stack.addWidget(page)
        head = row(self.views, self.chips, gap=16)
        head.setAlignment(self.views, Qt.AlignmentFlag.AlignTop)
        self.box.addLayout(stretched(head, 0, 1))
        self.box.addWidget(self.stack, 1)
        stretched(self.box, 0, 1)
        self.earlier.hide()
        self.views.changed.connect(self._view_changed)
        self.chips.changed.connect(self._tell)
        self.log.moved.connect(self._follow)
        self.earlier.clicked.connect(self.wants_earlier)

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self.setAccessibleName(say("Log"))
        self.log.setAccessibleName(say("Log"))
        self.count_photos(self._photo_count)
        self.chips.name(say("Kind of entry"))
        self.chips.offer(
            [
                Choice(ALL, say("All")),
                Choice(story.CUSTODY, say("Custody")),
                Choice(story.WORK, say("Work")),
                Choice(story.MONEY, say("Money")),
                Choice(story.TALK, say("Contact")),
            ]
        )
        if not self.chips.value():
            self.chips.choose([ALL])
        self.earlier.say(say("Show what was before"))
        self.details.say_all()
        self.visits.say_all()
        self._tell()

    def show_log(self, entries: list[TimelineEntry], *, has_more: bool, is_masked: bool) -> None:
        """Show what was done, the newest first."""
        self._entries = entries
        self.story.is_masked = is_masked
        self.earlier.setVisible(has_more)
        self._tell()

    def count_photos(self, count: int) -> None:
        """Say how many pictures there are before somebody looks."""
        self._photo_count, say = count, self._kit.language.say
        pictures = say("Pictures {n}", n=count) if count else say("Pictures")
        self.views.say(
            say("View"),
            [
                Choice(LOG, say("Log")),
                Choice(DETAILS, say("Details")),
                Choice(VISITS, say("This unit before")),
                Choice(PHOTOS, pictures),
            ],
        )

    def show_first(self) -> None:
        """Another case: from the top of its log."""
        self.chips.choose([ALL])
        self.views.choose(LOG)
        self._area.verticalScrollBar().setValue(0)

    def _tell(self) -> None:
        wanted = "".join(self.chips.value())
        lines = self.story.lines(self._entries)
        self.log.show_lines([one for one in lines if wanted in ("", ALL, one.group)])

    def _view_changed(self, code: str) -> None:
        if code == DETAILS:
            self.details.prepare()
        self.stack.setCurrentIndex(VIEWS.index(code))
        self.chips.setVisible(code == LOG)

    def _follow(self, where: QRectF) -> None:
        place = self.log.mapTo(self._inside, where.topLeft().toPoint())
        self._area.ensureVisible(0, round(place.y() + where.height() / 2), 0, 40)
