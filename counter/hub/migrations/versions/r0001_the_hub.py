"""The hub's tables. Never by hand: before the first release declare a table in the code,
name its module in `counter/hub/all_tables.py`, then write this file anew: `poe hub-tables`.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "adopted",
        sa.Column("no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tail", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("outlet_no", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("no", "tail"),
    )
    op.create_table(
        "blob_doubt",
        sa.Column("sha256", sa.Text(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_table(
        "blob_named",
        sa.Column("sha256", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("outlet_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("item_id", sa.LargeBinary(), autoincrement=False, nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", "outlet_no", "item_id"),
    )
    op.create_index("blob_named_item", "blob_named", ["outlet_no", "item_id"], unique=False)
    op.create_table(
        "bundle_given",
        sa.Column("outlet_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("own_pos", sa.BigInteger(), nullable=False),
        sa.Column("hq_pos", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("outlet_no"),
    )
    op.create_table(
        "bundle_heard",
        sa.Column("outlet_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("replica", sa.LargeBinary(), autoincrement=False, nullable=False),
        sa.Column("own_pos", sa.BigInteger(), nullable=False),
        sa.Column("hq_pos", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("outlet_no", "replica"),
    )
    op.create_table(
        "chain",
        sa.Column("outlet_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chain", sa.LargeBinary(), autoincrement=False, nullable=False),
        sa.Column("facts", sa.LargeBinary(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("head", sa.LargeBinary(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("outlet_no", "chain"),
    )
    op.create_table(
        "console_deed",
        sa.Column("at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("outlet_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("at", "name", "what", "outlet_no", "about"),
    )
    op.create_table(
        "console_person",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("password", sa.LargeBinary(), nullable=False),
        sa.Column("link_hash", sa.LargeBinary(), nullable=True),
        sa.Column("link_until_at", sa.BigInteger(), nullable=True),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "console_session",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_table(
        "console_try",
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("since_at", sa.BigInteger(), nullable=False),
        sa.Column("times", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("who"),
    )
    op.create_table(
        "customer_line",
        sa.Column("outlet_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("receipt_id", sa.LargeBinary(), nullable=False),
        sa.Column("line_id", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("outlet_no", "receipt_id", "line_id"),
    )
    op.create_table(
        "customer_said",
        sa.Column("outlet_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("about_id", sa.LargeBinary(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("n", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("outlet_no", "about_id", "what", "n"),
    )
    op.create_table(
        "customer_token",
        sa.Column("outlet_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("receipt_id", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("outlet_no", "token_hash", "receipt_id"),
    )
    op.create_table(
        "customer_tries",
        sa.Column("outlet_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("receipt_id", sa.LargeBinary(), nullable=False),
        sa.Column("wrong", sa.BigInteger(), nullable=False),
        sa.Column("until_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("outlet_no", "receipt_id"),
    )
    op.create_table(
        "day_proof",
        sa.Column("outlet_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("said", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("outlet_no", "day"),
    )
    op.create_table(
        "enrol_code",
        sa.Column("code_hash", sa.LargeBinary(), autoincrement=False, nullable=False),
        sa.Column("outlet_no", sa.BigInteger(), nullable=False),
        sa.Column("seat", sa.BigInteger(), nullable=False),
        sa.Column("until_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("code_hash"),
    )
    op.create_table(
        "followed",
        sa.Column("name", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("outlet_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("pos", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", "outlet_no"),
    )
    op.create_table(
        "granted",
        sa.Column("id", sa.LargeBinary(), autoincrement=False, nullable=False),
        sa.Column("tbl", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("outlet_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("id", "tbl", "outlet_no"),
    )
    op.create_table(
        "held_erased",
        sa.Column("outlet_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("pos", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("outlet_no"),
    )
    op.create_table(
        "held_personal",
        sa.Column("outlet_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tbl", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("id", sa.LargeBinary(), autoincrement=False, nullable=False),
        sa.Column("pos", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("outlet_no", "tbl", "id", "pos"),
    )
    op.create_table(
        "held_row",
        sa.Column("outlet_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tbl", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("id", sa.LargeBinary(), autoincrement=False, nullable=False),
        sa.Column("fields", sa.Text(), nullable=True),
        sa.Column("ver", sa.LargeBinary(), nullable=True),
        sa.Column("ph", sa.LargeBinary(), nullable=True),
        sa.Column("parked", sa.Text(), nullable=True),
        sa.Column("erased", sa.BigInteger(), nullable=False),
        sa.Column("link", sa.LargeBinary(), nullable=True),
        sa.Column("parent", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("outlet_no", "tbl", "id"),
    )
    op.create_index(
        "held_row_parent",
        "held_row",
        ["outlet_no", "parent"],
        unique=False,
        sqlite_where=sa.text("parent IS NOT NULL"),
        postgresql_where=sa.text("parent IS NOT NULL"),
    )
    op.create_table(
        "held_sum",
        sa.Column("outlet_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tbl", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("rows", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("outlet_no", "tbl"),
    )
    op.create_table(
        "hub",
        sa.Column("name", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "op_log",
        sa.Column("outlet_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("pos", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chain", sa.LargeBinary(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hlc", sa.BigInteger(), nullable=False),
        sa.Column("sv", sa.BigInteger(), nullable=False),
        sa.Column("prev", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("sig", sa.LargeBinary(), nullable=False),
        sa.Column("personal", sa.LargeBinary(), nullable=False),
        sa.Column("recv_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("outlet_no", "pos"),
        sa.UniqueConstraint("outlet_no", "chain", "seq"),
    )
    op.create_table(
        "outlet",
        sa.Column("no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("no"),
    )
    op.create_table(
        "planned",
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("from_on", sa.Text(), nullable=False),
        sa.Column("rows", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "quarantine",
        sa.Column("outlet_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("pos", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("n", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("outlet_no", "pos", "n"),
    )
    op.create_table(
        "reference",
        sa.Column("id", sa.LargeBinary(), autoincrement=False, nullable=False),
        sa.Column("tbl", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("col", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("ref", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", "tbl", "col"),
    )
    op.create_table(
        "replica",
        sa.Column("outlet_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("replica", sa.LargeBinary(), autoincrement=False, nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("seat", sa.BigInteger(), nullable=False),
        sa.Column("machine", sa.Text(), nullable=False),
        sa.Column("enrolled_at", sa.BigInteger(), nullable=False),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("outlet_no", "replica"),
    )
    op.create_table(
        "report_case",
        sa.Column("outlet_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("home", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("here", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("repeats", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("state", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("status", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("category", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("custodian", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("unit_id", sa.LargeBinary(), nullable=True),
        sa.Column("card_id", sa.LargeBinary(), nullable=True),
        sa.Column("received_at", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("received_on", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("promised_at", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("ready_at", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("out_at", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("out_on", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("out_how", sa.Text(), autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint("outlet_no", "id"),
    )
    op.create_index(
        "report_case_in", "report_case", ["outlet_no", "received_on", "received_at"], unique=False
    )
    op.create_index("report_case_number", "report_case", ["outlet_no", "number"], unique=False)
    op.create_index(
        "report_case_open",
        "report_case",
        ["outlet_no", "received_on", "received_at"],
        unique=False,
        sqlite_where=sa.text("out_at IS NULL"),
        postgresql_where=sa.text("out_at IS NULL"),
    )
    op.create_index(
        "report_case_out", "report_case", ["outlet_no", "out_on", "out_at"], unique=False
    )
    op.create_index("report_case_unit", "report_case", ["outlet_no", "unit_id"], unique=False)
    op.create_table(
        "report_day",
        sa.Column("outlet_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day_on", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("what", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("n", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("outlet_no", "day_on", "what"),
    )
    op.create_index("report_day_what", "report_day", ["outlet_no", "what"], unique=False)
    op.create_table(
        "report_network",
        sa.Column("slot", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day_on", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("what", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("n", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("slot", "day_on", "what"),
    )
    op.create_index("report_network_what", "report_network", ["slot", "what"], unique=False)
    op.create_table(
        "report_number",
        sa.Column("outlet_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("tbl", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("live", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("outlet_no", "number", "tbl", "id"),
    )
    op.create_table(
        "report_outlet",
        sa.Column("outlet_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("own_id", sa.LargeBinary(), nullable=True),
        sa.Column("own_name", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("own_zone", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("pub_id", sa.LargeBinary(), nullable=True),
        sa.Column("pub_name", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("pub_zone", sa.Text(), autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint("outlet_no"),
    )
    op.create_table(
        "report_parcel",
        sa.Column("outlet_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("transfer_id", sa.LargeBinary(), nullable=False),
        sa.Column("n", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("status", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("since_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("item_id", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("outlet_no", "id"),
    )
    op.create_index(
        "report_parcel_transfer", "report_parcel", ["outlet_no", "transfer_id"], unique=False
    )
    op.create_table(
        "report_payment",
        sa.Column("outlet_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("home", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("item_id", sa.LargeBinary(), nullable=False),
        sa.Column("paid_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day_on", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("method", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("currency", sa.Text(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("outlet_no", "id"),
    )
    op.create_index("report_payment_day", "report_payment", ["outlet_no", "day_on"], unique=False)
    op.create_index("report_payment_item", "report_payment", ["outlet_no", "item_id"], unique=False)
    op.create_table(
        "report_stock",
        sa.Column("outlet_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("part_id", sa.LargeBinary(), nullable=False),
        sa.Column("qty", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("outlet_no", "part_id"),
    )
    op.create_table(
        "report_transfer",
        sa.Column("outlet_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("home", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("status", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("stage", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("to_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("n", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("lost", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("sent_as", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("seal", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("carrier", sa.Text(), autoincrement=False, nullable=True),
        sa.Column("packed_at", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("written_at", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("since_at", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint("outlet_no", "id"),
    )
    op.create_index(
        "report_transfer_all",
        "report_transfer",
        ["home", "since_at", "outlet_no", "id"],
        unique=False,
    )
    op.create_index(
        "report_transfer_number", "report_transfer", ["outlet_no", "number"], unique=False
    )
    op.create_index(
        "report_transfer_own", "report_transfer", ["outlet_no", "since_at", "id"], unique=False
    )
    op.create_index(
        "report_transfer_own_stage",
        "report_transfer",
        ["outlet_no", "stage", "since_at", "id"],
        unique=False,
    )
    op.create_index(
        "report_transfer_stage",
        "report_transfer",
        ["home", "stage", "since_at", "outlet_no", "id"],
        unique=False,
    )
    op.create_table(
        "report_trouble",
        sa.Column("outlet_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("what", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("tbl", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("id", sa.LargeBinary(), nullable=False),
        sa.Column("col", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("said", sa.Text(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("outlet_no", "what", "tbl", "id", "col"),
    )
    op.create_table(
        "routed",
        sa.Column("outlet_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("eid", sa.LargeBinary(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("outlet_no", "eid"),
    )
    op.create_table(
        "speaks",
        sa.Column("tbl", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("id", sa.LargeBinary(), autoincrement=False, nullable=False),
        sa.Column("outlet_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("pos", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("n", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("tbl", "id", "outlet_no", "pos", "n"),
    )
    op.create_table(
        "stream",
        sa.Column("outlet_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("pos", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("outlet_no"),
    )
    op.create_table(
        "waiting",
        sa.Column("for_id", sa.LargeBinary(), autoincrement=False, nullable=False),
        sa.Column("for_tbl", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("id", sa.LargeBinary(), autoincrement=False, nullable=False),
        sa.Column("tbl", sa.Text(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("for_id", "for_tbl", "id", "tbl"),
    )
    op.create_table(
        "with_item",
        sa.Column("item", sa.LargeBinary(), autoincrement=False, nullable=False),
        sa.Column("tbl", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("id", sa.LargeBinary(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("item", "tbl", "id"),
    )
    op.create_table(
        "withheld",
        sa.Column("outlet_no", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("pos", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("outlet_no", "pos"),
    )
