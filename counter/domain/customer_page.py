"""Where the customer's page is: the start of the address in the receipt's code."""

import re

#: what follows the hub's own address; capital, for a QR holds capitals in fewer modules
PAGE = "/Q/"
_SITE = re.compile(r"https?://[^/?#\s]+", re.IGNORECASE)


def page_address(text: str) -> str:
    """The address as it is kept: a hub's own gets the way to its page, any other ends in a slash.
    What is no address of the web stays as it was typed.
    """
    site = text.rstrip("/")
    if _SITE.fullmatch(site):
        return f"{site}{PAGE}"
    return f"{text}/" if _SITE.match(text) and not text.endswith("/") else text
