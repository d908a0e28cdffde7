"""Marks nobody sees: control and direction marks, taken out of whatever people type or paste."""

#: marks that turn the direction of text, or are not seen at all; the joiner U+200D stays, emoji
#: need it
_UNSEEN = frozenset(
    "\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200e\u200f"
    "\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069"
    "\u206a\u206b\u206c\u206d\u206e\u206f\u3164\ufeff\uffa0\ufff9\ufffa\ufffb\ufffe\uffff"
)
_SPACES = "\n\t\u2028\u2029\u0085\x0b\x0c\r"


def seen(text: str, *, lines: bool = False) -> str:
    """The text without what nobody sees; breaks and tabs become spaces, `lines` keeps the breaks.

    A text of one line may be shown anywhere: nothing in it turns its surroundings round.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_kept(character, lines) for character in text)


def _kept(character: str, lines: bool) -> str:
    if character in _SPACES:
        return character if lines and character == "\n" else " "
    from unicodedata import category  # a large table, and seldom needed

    if character in _UNSEEN or category(character) in ("Cc", "Cs"):
        return ""
    return character
