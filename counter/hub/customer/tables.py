"""The hub's tables behind the customer's page."""

import sqlalchemy as sa

from counter.hub.tables import BYTES, METADATA, TEXT, WHOLE

# what follows from the entries and can be made again ---------------------------------------------

#: by the hash of its token the receipt that a code on paper opens; the token stands nowhere here
CUSTOMER_TOKEN = sa.Table(
    "customer_token",
    METADATA,
    sa.Column("outlet_no", WHOLE, primary_key=True, nullable=False, autoincrement=False),
    sa.Column("token_hash", BYTES, primary_key=True, nullable=False),
    sa.Column("receipt_id", BYTES, primary_key=True, nullable=False),
)
#: the lines of a receipt
CUSTOMER_LINE = sa.Table(
    "customer_line",
    METADATA,
    sa.Column("outlet_no", WHOLE, primary_key=True, nullable=False, autoincrement=False),
    sa.Column("receipt_id", BYTES, primary_key=True, nullable=False),
    sa.Column("line_id", BYTES, primary_key=True, nullable=False),
)
DERIVED = (CUSTOMER_TOKEN, CUSTOMER_LINE)

# what the hub alone knows -------------------------------------------------------------------------

#: what was said about an estimate or an item: the hub takes no second word to what waits
CUSTOMER_SAID = sa.Table(
    "customer_said",
    METADATA,
    sa.Column("outlet_no", WHOLE, primary_key=True, nullable=False, autoincrement=False),
    sa.Column("about_id", BYTES, primary_key=True, nullable=False),
    sa.Column("what", TEXT, primary_key=True, nullable=False),
    sa.Column("n", WHOLE, primary_key=True, nullable=False, autoincrement=False),
    sa.Column("at", WHOLE, nullable=False),
)
#: wrong last digits in a row, and until when no answer is taken for them
CUSTOMER_TRIES = sa.Table(
    "customer_tries",
    METADATA,
    sa.Column("outlet_no", WHOLE, primary_key=True, nullable=False, autoincrement=False),
    sa.Column("receipt_id", BYTES, primary_key=True, nullable=False),
    sa.Column("wrong", WHOLE, nullable=False),
    sa.Column("until_at", WHOLE, nullable=False),
)
