"""What the window says: the words of one language, changed while it is open."""

from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from counter.language import BOTH, Words, words_of

LANGUAGES = {"zh_CN": "中文", "en": "English"}  # each in its own script
PAPER_LANGUAGES = {**LANGUAGES, BOTH: "中文 + English"}


class Speech:
    """Texts and names in one language: a paper's, or the window's."""

    words: Words  # no constructor here: the binding would call it, too, for a QObject's

    @property
    def code(self) -> str:
        """`zh_CN` or `en`; of a paper also `both`."""
        return self.words.language

    def say(self, text: str, /, **facts: object) -> str:
        """`text` in the language chosen, with the facts filled in."""
        return self.words.say(text, **facts)

    def say_n(self, one: str, many: str, n: int, /, **facts: object) -> str:
        """The form of the text that fits the number `n`."""
        return self.words.say_n(one, many, n, **facts)

    def listing(self, texts: list[str]) -> str:
        """Several texts as one list."""
        return (", " if self.code == "en" else "、").join(texts)

    def named(self, zh: str, en: str) -> str:
        """Which of two names that the outlet keeps is shown; the other one when it is missing."""
        return (en or zh) if self.code == "en" else (zh or en)


class PaperSpeech(Speech):
    """A paper's: one of `PAPER_LANGUAGES`."""

    def __init__(self, language: str):
        self.words = words_of(language)


class Language(QObject, Speech):
    """The window's: tells each screen when to say its texts anew."""

    changed = Signal()

    def __init__(self, app: QApplication, language: str):
        super().__init__(app)
        self.words = Words(language)
        self._app = app
        self._qt_words: QTranslator | None = None
        self._take(language)

    def switch(self, language: str) -> None:
        """Speak another language from now on."""
        if language == self.code:
            return
        self.words = Words(language)
        self._take(language)
        self.changed.emit()

    def turn(self) -> None:
        """Speak the next language."""
        codes = list(LANGUAGES)
        self.switch(codes[(codes.index(self.code) + 1) % len(codes)])

    def _take(self, language: str) -> None:
        QLocale.setDefault(QLocale(language))
        if self._qt_words is not None:
            self._app.removeTranslator(self._qt_words)
            self._qt_words.deleteLater()
            self._qt_words = None
        if language == "en":
            return
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        translator = QTranslator(self)
        if translator.load(str(Path(folder) / f"qtbase_{language}.qm")):
            self._app.installTranslator(translator)
            self._qt_words = translator
