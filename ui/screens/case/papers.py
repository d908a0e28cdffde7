"""Which papers a case has, and the grid that shows them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from counter.domain.states import CardStatus, EstimateStatus, ReceiptStatus, SettlementStatus
from counter.storage.questions.cases import CaseView
from ui import terms
from ui.kit import Kit
from ui.screens.case.paper_tile import CasePaper, PaperTile

COLUMNS = 3
PASSED = "PASS"


class PaperGrid(QWidget):
    """The papers side by side."""

    opened = Signal(object)  # a CasePaper

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit = kit
        self.tiles: list[PaperTile] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        for across in range(COLUMNS):
            self._grid.setColumnStretch(across, 1)

    def show_view(self, view: CaseView) -> None:
        """Show the papers of a case."""
        papers = papers_of(view, self._kit)
        if [tile.paper for tile in self.tiles] == papers:
            return
        focus = self.window().focusWidget()
        held = next((tile.paper.form for tile in self.tiles if tile is focus), "")
        while len(self.tiles) > len(papers):
            tile = self.tiles.pop()
            self._grid.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        for tile, paper in zip(self.tiles, papers, strict=False):
            tile.show_paper(paper)
        for paper in papers[len(self.tiles) :]:
            self._add(paper)
        for tile in self.tiles:
            if tile.paper.form == held:
                tile.setFocus()

    def _add(self, paper: CasePaper) -> None:
        tile = PaperTile(self._kit.theme, paper)
        self._grid.addWidget(tile, *divmod(len(self.tiles), COLUMNS))
        tile.clicked.connect(self._clicked)
        tile.show()
        self.tiles.append(tile)

    def _clicked(self) -> None:
        tile = self.sender()
        if isinstance(tile, PaperTile):
            self.opened.emit(tile.paper)


def papers_of(view: CaseView, kit: Kit) -> list[CasePaper]:
    """The papers a case has, in the order it gets them."""
    say, short = kit.language.say, kit.figures.short_number
    papers: list[CasePaper] = []
    for receipt in view.receipts[:2]:
        is_good = receipt.status is ReceiptStatus.ISSUED
        mark = "" if is_good else say(terms.RECEIPTS[receipt.status])
        papers.append(
            CasePaper("item_receipt", receipt.number, say("Receipt"), short(receipt.number), mark)
        )
    card = view.card
    if card is not None:
        passed = card.inspection_result == PASSED or card.status is CardStatus.PASSED
        mark = say("Passed") if passed else ""
        number, called = card.number, short(card.number)
        papers.append(CasePaper("repair_card", number, say("Repair card"), called, mark))
        papers.append(CasePaper("item_label", number, say("Item label"), called))
        if view.accessories:
            papers.append(CasePaper("accessory_label", number, say("Accessories"), called))
    for offered in view.estimates:
        if offered.status is not EstimateStatus.REPLACED:
            mark = say(terms.ESTIMATES[offered.status])
            called = short(offered.number)
            papers.append(CasePaper("estimate", offered.number, say("Estimate"), called, mark))
    for made in view.settlements:
        if made.status is not SettlementStatus.REPLACED:
            mark = say("Paid") if made.status is SettlementStatus.PAID else ""
            called = short(made.number)
            papers.append(
                CasePaper("settlement_statement", made.number, say("Statement"), called, mark)
            )
    return papers
