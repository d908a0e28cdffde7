"""The terms of the receipt, in words that no law forbids (domain.md §11)."""

from counter.language import Words


def terms(words: Words) -> list[tuple[str, str]]:
    """The terms (domain.md §11, safe wording); a change of text is a new RECEIPT_WORDING."""
    return [
        (
            words.say_as("paper", "Collection"),
            words.say(
                "Bring this receipt. If lost, tell us at once; we then check who you are. We call"
                " you when it is ready. If charges stay unpaid we remind you in writing and allow"
                " at least 60 days before acting by law; any surplus is yours."
            ),
        ),
        (
            words.say_as("paper", "Price and data"),
            words.say(
                "We quote first and repair only when you agree; the diagnosis fee is never above"
                " the sum shown. A repair may erase data: back up first or confirm. Old parts go"
                " as chosen above."
            ),
        ),
        (
            words.say_as("paper", "Privacy"),
            words.say(
                "Your name, phone, item and fault serve this repair and its guarantee only."
                " Contact data is kept 3 years after the last service or guarantee. Call or visit"
                " us to see, correct or delete it."
            ),
        ),
    ]
