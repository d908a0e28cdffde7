"""The address in the receipt's code, as it is typed and as it is kept."""

import pytest

from counter.domain.customer_page import page_address


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("https://hub.anxu.example", "https://hub.anxu.example/Q/"),
        ("HTTPS://HUB.ANXU.EXAMPLE:8470/", "HTTPS://HUB.ANXU.EXAMPLE:8470/Q/"),
        ("HTTPS://ANXU.EXAMPLE/Q/", "HTTPS://ANXU.EXAMPLE/Q/"),
        ("https://anxu.example/repairs", "https://anxu.example/repairs/"),
        ("somewhere", "somewhere"),
    ],
)
def test_an_address_leads_to_the_page(typed: str, kept: str):
    assert page_address(typed) == kept
