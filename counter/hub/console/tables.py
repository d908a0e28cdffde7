"""Who may look at the console: people, their sessions, tries at a password, and what was done."""

import sqlalchemy as sa

from counter.hub.tables import BYTES, METADATA, TEXT, WHOLE

#: `role` is VIEW or ACT; `password` is salt and hash; `link_hash` stands for a one-time link that
#: lets somebody choose a password
CONSOLE_PERSON = sa.Table(
    "console_person",
    METADATA,
    sa.Column("name", TEXT, primary_key=True, nullable=False),
    sa.Column("role", TEXT, nullable=False),
    sa.Column("password", BYTES, nullable=False),
    sa.Column("link_hash", BYTES),
    sa.Column("link_until_at", WHOLE),
    sa.Column("made_at", WHOLE, nullable=False),
)
#: the cookie itself is kept nowhere, only its hash
CONSOLE_SESSION = sa.Table(
    "console_session",
    METADATA,
    sa.Column("token_hash", BYTES, primary_key=True, nullable=False),
    sa.Column("name", TEXT, nullable=False),
    sa.Column("begun_at", WHOLE, nullable=False),
    sa.Column("seen_at", WHOLE, nullable=False),
)
#: failed tries since `since_at`; `who` is a name or an address
CONSOLE_TRY = sa.Table(
    "console_try",
    METADATA,
    sa.Column("who", TEXT, primary_key=True, nullable=False),
    sa.Column("since_at", WHOLE, nullable=False),
    sa.Column("times", WHOLE, nullable=False),
)
#: what somebody did here: a code made, a seat revoked
CONSOLE_DEED = sa.Table(
    "console_deed",
    METADATA,
    sa.Column("at", WHOLE, primary_key=True, nullable=False, autoincrement=False),
    sa.Column("name", TEXT, primary_key=True, nullable=False),
    sa.Column("what", TEXT, primary_key=True, nullable=False),
    sa.Column("outlet_no", WHOLE, primary_key=True, nullable=False, autoincrement=False),
    sa.Column("about", TEXT, primary_key=True, nullable=False),
)
TABLES = (CONSOLE_PERSON, CONSOLE_SESSION, CONSOLE_TRY, CONSOLE_DEED)
