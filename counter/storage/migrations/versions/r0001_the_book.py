"""The tables of the first shop: the day, the book, and what is derived from them."""

from alembic import op

revision = "0001"
down_revision = None

STATEMENTS = (
    """
    CREATE TABLE alarm (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    rule TEXT DEFAULT '' NOT NULL,
    number TEXT DEFAULT '' NOT NULL,
    item_id BLOB,
    at INTEGER DEFAULT 0 NOT NULL,
    "by" BLOB DEFAULT (x'') NOT NULL,
    reason TEXT DEFAULT '' NOT NULL,
    ph BLOB,
    PRIMARY KEY (k),
    UNIQUE (id)
    )
    STRICT
    """,
    """
    CREATE INDEX ix_alarm_at ON alarm (at)
    """,
    """
    CREATE INDEX ix_alarm_item_id ON alarm (item_id)
    """,
    """
    CREATE INDEX ix_alarm_number ON alarm (number)
    """,
    """
    CREATE TABLE answer_taken (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    answer_id BLOB DEFAULT (x'') NOT NULL,
    item_id BLOB DEFAULT (x'') NOT NULL,
    outcome TEXT DEFAULT '' NOT NULL,
    at INTEGER DEFAULT 0 NOT NULL,
    "by" BLOB DEFAULT (x'') NOT NULL,
    PRIMARY KEY (k)
    )
    STRICT
    """,
    """
    CREATE INDEX ix_answer_taken_item_id ON answer_taken (item_id)
    """,
    """
    CREATE TABLE consent (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    estimate_id BLOB DEFAULT (x'') NOT NULL,
    lines_json TEXT DEFAULT '[]' NOT NULL,
    amount_fen INTEGER DEFAULT 0 NOT NULL,
    currency TEXT DEFAULT 'CNY' NOT NULL,
    given_by_name TEXT DEFAULT '' NOT NULL,
    how TEXT DEFAULT '' NOT NULL,
    called_phone TEXT DEFAULT '' NOT NULL,
    conditions TEXT DEFAULT '' NOT NULL,
    at INTEGER DEFAULT 0 NOT NULL,
    "by" BLOB DEFAULT (x'') NOT NULL,
    ph BLOB,
    PRIMARY KEY (k)
    )
    STRICT
    """,
    """
    CREATE INDEX ix_consent_estimate_id ON consent (estimate_id)
    """,
    """
    CREATE TABLE contended (
    what TEXT NOT NULL,
    tbl TEXT NOT NULL,
    id BLOB NOT NULL,
    grp INTEGER NOT NULL,
    said TEXT NOT NULL,
    PRIMARY KEY (what, tbl, id, grp)
    )
    WITHOUT ROWID,
    STRICT
    """,
    """
    CREATE TABLE custody_event (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    item_id BLOB DEFAULT (x'') NOT NULL,
    state TEXT DEFAULT 'RECEIVED' NOT NULL,
    shelf_id BLOB,
    at INTEGER DEFAULT 0 NOT NULL,
    "by" BLOB DEFAULT (x'') NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    ph BLOB,
    PRIMARY KEY (k)
    )
    STRICT
    """,
    """
    CREATE INDEX ix_custody_event_item_id ON custody_event (item_id)
    """,
    """
    CREATE TABLE customer (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    number TEXT DEFAULT '' NOT NULL,
    outlet_id BLOB DEFAULT (x'') NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    phone TEXT DEFAULT '' NOT NULL,
    phone_2 TEXT DEFAULT '' NOT NULL,
    address TEXT DEFAULT '' NOT NULL,
    email TEXT DEFAULT '' NOT NULL,
    language TEXT DEFAULT 'zh_CN' NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    created_at INTEGER DEFAULT 0 NOT NULL,
    merged_into BLOB,
    erased_at INTEGER,
    ver BLOB,
    ph BLOB,
    PRIMARY KEY (k),
    UNIQUE (id)
    )
    STRICT
    """,
    """
    CREATE INDEX ix_customer_merged_into ON customer (merged_into)
    """,
    """
    CREATE INDEX ix_customer_phone ON customer (phone)
    """,
    """
    CREATE INDEX ix_customer_phone_2 ON customer (phone_2)
    """,
    """
    CREATE TABLE customer_answer (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    item_id BLOB DEFAULT (x'') NOT NULL,
    what TEXT DEFAULT '' NOT NULL,
    estimate_id BLOB,
    stars INTEGER DEFAULT 0 NOT NULL,
    said TEXT DEFAULT '' NOT NULL,
    at INTEGER DEFAULT 0 NOT NULL,
    ph BLOB,
    PRIMARY KEY (k)
    )
    STRICT
    """,
    """
    CREATE INDEX ix_customer_answer_at ON customer_answer (at)
    """,
    """
    CREATE INDEX ix_customer_answer_item_id ON customer_answer (item_id)
    """,
    """
    CREATE TABLE customer_item (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    number TEXT DEFAULT '' NOT NULL,
    outlet_id BLOB DEFAULT (x'') NOT NULL,
    custodian INTEGER DEFAULT 0 NOT NULL,
    customer_id BLOB DEFAULT (x'') NOT NULL,
    unit_id BLOB DEFAULT (x'') NOT NULL,
    source TEXT DEFAULT 'WALK_IN' NOT NULL,
    fault TEXT DEFAULT '' NOT NULL,
    fault_codes_json TEXT DEFAULT '[]' NOT NULL,
    condition_json TEXT DEFAULT '[]' NOT NULL,
    condition_note TEXT DEFAULT '' NOT NULL,
    accessories_json TEXT DEFAULT '[]' NOT NULL,
    declared_value_fen INTEGER,
    quoted_fen INTEGER,
    diagnosis_fee_fen INTEGER DEFAULT 0 NOT NULL,
    currency TEXT DEFAULT 'CNY' NOT NULL,
    category_expected TEXT DEFAULT 'PAID' NOT NULL,
    old_part_choice TEXT DEFAULT 'RETURN_TO_CUSTOMER' NOT NULL,
    cover TEXT DEFAULT '' NOT NULL,
    promised_at INTEGER DEFAULT 0 NOT NULL,
    received_at INTEGER DEFAULT 0 NOT NULL,
    received_by BLOB DEFAULT (x'') NOT NULL,
    rework_of BLOB,
    custody_state TEXT DEFAULT 'RECEIVED' NOT NULL,
    custody_at INTEGER DEFAULT 0 NOT NULL,
    custody_by BLOB,
    custody_reason TEXT DEFAULT '' NOT NULL,
    shelf_id BLOB,
    out_at INTEGER,
    out_by BLOB,
    out_how TEXT DEFAULT '' NOT NULL,
    collector_name TEXT DEFAULT '' NOT NULL,
    collector_id_type TEXT DEFAULT '' NOT NULL,
    collector_id_tail TEXT DEFAULT '' NOT NULL,
    accessories_back_json TEXT DEFAULT '[]' NOT NULL,
    condition_changed TEXT DEFAULT '' NOT NULL,
    ver BLOB,
    ph BLOB,
    PRIMARY KEY (k),
    UNIQUE (id)
    )
    STRICT
    """,
    """
    CREATE INDEX ix_customer_item_customer_id_out_at ON customer_item (customer_id, out_at)
    """,
    """
    CREATE INDEX ix_customer_item_out_at_received_at ON customer_item (out_at, received_at)
    """,
    """
    CREATE INDEX ix_customer_item_received_at ON customer_item (received_at)
    """,
    """
    CREATE INDEX ix_customer_item_shelf_id ON customer_item (shelf_id) WHERE shelf_id IS NOT NULL
    """,
    """
    CREATE INDEX ix_customer_item_unit_id ON customer_item (unit_id)
    """,
    """
    CREATE TABLE day_total (
    day TEXT NOT NULL,
    method TEXT NOT NULL,
    currency TEXT NOT NULL,
    amount_fen INTEGER NOT NULL,
    lines INTEGER NOT NULL,
    PRIMARY KEY (day, method, currency)
    )
    WITHOUT ROWID,
    STRICT
    """,
    """
    CREATE TABLE draft (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    form TEXT DEFAULT '' NOT NULL,
    person_id BLOB DEFAULT (x'') NOT NULL,
    body_json TEXT DEFAULT '{}' NOT NULL,
    saved_at INTEGER DEFAULT 0 NOT NULL,
    PRIMARY KEY (k),
    UNIQUE (id)
    )
    STRICT
    """,
    """
    CREATE INDEX ix_draft_person_id ON draft (person_id)
    """,
    """
    CREATE TABLE estimate (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    number TEXT DEFAULT '' NOT NULL,
    item_id BLOB DEFAULT (x'') NOT NULL,
    lines_json TEXT DEFAULT '[]' NOT NULL,
    total_fen INTEGER DEFAULT 0 NOT NULL,
    currency TEXT DEFAULT 'CNY' NOT NULL,
    sent_at INTEGER DEFAULT 0 NOT NULL,
    sent_by BLOB DEFAULT (x'') NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    extra INTEGER DEFAULT 0 NOT NULL,
    status TEXT DEFAULT 'SENT' NOT NULL,
    status_at INTEGER DEFAULT 0 NOT NULL,
    status_by BLOB,
    status_reason TEXT DEFAULT '' NOT NULL,
    ver BLOB,
    ph BLOB,
    PRIMARY KEY (k),
    UNIQUE (id)
    )
    STRICT
    """,
    """
    CREATE INDEX ix_estimate_item_id ON estimate (item_id)
    """,
    """
    CREATE TABLE item_kind (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    publisher INTEGER DEFAULT 0 NOT NULL,
    code TEXT DEFAULT '' NOT NULL,
    name_zh TEXT DEFAULT '' NOT NULL,
    name_en TEXT DEFAULT '' NOT NULL,
    icon TEXT DEFAULT '' NOT NULL,
    faults_json TEXT DEFAULT '[]' NOT NULL,
    conditions_json TEXT DEFAULT '[]' NOT NULL,
    accessories_json TEXT DEFAULT '[]' NOT NULL,
    tests_json TEXT DEFAULT '[]' NOT NULL,
    checks_json TEXT DEFAULT '[]' NOT NULL,
    place INTEGER DEFAULT 0 NOT NULL,
    active INTEGER DEFAULT 1 NOT NULL,
    ver BLOB,
    PRIMARY KEY (k),
    UNIQUE (id)
    )
    STRICT
    """,
    """
    CREATE TABLE item_receipt (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    number TEXT DEFAULT '' NOT NULL,
    outlet_id BLOB DEFAULT (x'') NOT NULL,
    customer_id BLOB DEFAULT (x'') NOT NULL,
    issued_at INTEGER DEFAULT 0 NOT NULL,
    issued_by BLOB DEFAULT (x'') NOT NULL,
    language TEXT DEFAULT 'zh_CN' NOT NULL,
    wording TEXT DEFAULT '' NOT NULL,
    token TEXT DEFAULT '' NOT NULL,
    replaces_number TEXT DEFAULT '' NOT NULL,
    status TEXT DEFAULT 'ISSUED' NOT NULL,
    status_at INTEGER DEFAULT 0 NOT NULL,
    status_by BLOB,
    status_reason TEXT DEFAULT '' NOT NULL,
    signed_on TEXT DEFAULT 'NOT_YET' NOT NULL,
    signed_at INTEGER,
    ver BLOB,
    ph BLOB,
    PRIMARY KEY (k),
    UNIQUE (id)
    )
    STRICT
    """,
    """
    CREATE INDEX ix_item_receipt_customer_id ON item_receipt (customer_id)
    """,
    """
    CREATE INDEX ix_item_receipt_issued_at ON item_receipt (issued_at)
    """,
    """
    CREATE INDEX ix_item_receipt_status_issued_at ON item_receipt (status, issued_at)
    """,
    """
    CREATE TABLE log_subject (
    subject_id BLOB NOT NULL,
    entries BLOB NOT NULL,
    PRIMARY KEY (subject_id)
    )
    WITHOUT ROWID,
    STRICT
    """,
    """
    CREATE TABLE loss_declaration (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    receipt_id BLOB DEFAULT (x'') NOT NULL,
    declared_at INTEGER DEFAULT 0 NOT NULL,
    declarant_name TEXT DEFAULT '' NOT NULL,
    id_type TEXT DEFAULT '' NOT NULL,
    id_tail TEXT DEFAULT '' NOT NULL,
    item_knowledge TEXT DEFAULT '' NOT NULL,
    phone_check TEXT DEFAULT '' NOT NULL,
    signed INTEGER DEFAULT 0 NOT NULL,
    seen_by BLOB DEFAULT (x'') NOT NULL,
    approved_by BLOB DEFAULT (x'') NOT NULL,
    ph BLOB,
    PRIMARY KEY (k),
    UNIQUE (id)
    )
    STRICT
    """,
    """
    CREATE INDEX ix_loss_declaration_receipt_id ON loss_declaration (receipt_id)
    """,
    """
    CREATE TABLE measurement (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    card_id BLOB DEFAULT (x'') NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    unit TEXT DEFAULT '' NOT NULL,
    low TEXT DEFAULT '' NOT NULL,
    high TEXT DEFAULT '' NOT NULL,
    value TEXT DEFAULT '' NOT NULL,
    verdict TEXT DEFAULT '' NOT NULL,
    at INTEGER DEFAULT 0 NOT NULL,
    "by" BLOB DEFAULT (x'') NOT NULL,
    PRIMARY KEY (k)
    )
    STRICT
    """,
    """
    CREATE INDEX ix_measurement_card_id ON measurement (card_id)
    """,
    """
    CREATE TABLE model (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    publisher INTEGER DEFAULT 0 NOT NULL,
    brand TEXT DEFAULT '' NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    kind_code TEXT DEFAULT '' NOT NULL,
    product TEXT DEFAULT '' NOT NULL,
    maintenance_months INTEGER DEFAULT 0 NOT NULL,
    active INTEGER DEFAULT 1 NOT NULL,
    ver BLOB,
    PRIMARY KEY (k),
    UNIQUE (id)
    )
    STRICT
    """,
    """
    CREATE INDEX ix_model_lower_brand_char_32_name ON model (lower(brand||char(32)||name))
    """,
    """
    CREATE INDEX ix_model_lower_name ON model (lower(name))
    """,
    """
    CREATE TABLE notice (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    item_id BLOB DEFAULT (x'') NOT NULL,
    how TEXT DEFAULT '' NOT NULL,
    said TEXT DEFAULT '' NOT NULL,
    outcome TEXT DEFAULT '' NOT NULL,
    at INTEGER DEFAULT 0 NOT NULL,
    "by" BLOB DEFAULT (x'') NOT NULL,
    ph BLOB,
    PRIMARY KEY (k)
    )
    STRICT
    """,
    """
    CREATE INDEX ix_notice_item_id ON notice (item_id)
    """,
    """
    CREATE TABLE number_counter (
    kind INTEGER NOT NULL,
    seat INTEGER NOT NULL,
    year INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (kind, seat, year)
    )
    WITHOUT ROWID,
    STRICT
    """,
    """
    CREATE TABLE open_item (
    id BLOB NOT NULL,
    promised_at INTEGER NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (id)
    )
    WITHOUT ROWID,
    STRICT
    """,
    """
    CREATE INDEX ix_open_item_promised ON open_item (promised_at, id)
    """,
    """
    CREATE INDEX ix_open_item_state ON open_item (state, promised_at, id)
    """,
    """
    CREATE TABLE outlet (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    publisher INTEGER DEFAULT 0 NOT NULL,
    number INTEGER DEFAULT 0 NOT NULL,
    tail INTEGER DEFAULT 0 NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    name_en TEXT DEFAULT '' NOT NULL,
    address TEXT DEFAULT '' NOT NULL,
    service_phone TEXT DEFAULT '' NOT NULL,
    complaint_phone TEXT DEFAULT '' NOT NULL,
    zone TEXT DEFAULT 'Asia/Shanghai' NOT NULL,
    currency TEXT DEFAULT 'CNY' NOT NULL,
    language TEXT DEFAULT 'zh_CN' NOT NULL,
    opened_at INTEGER DEFAULT 0 NOT NULL,
    ver BLOB,
    PRIMARY KEY (k),
    UNIQUE (id)
    )
    STRICT
    """,
    """
    CREATE TABLE paper_number (
    number INTEGER NOT NULL,
    tbl INTEGER NOT NULL,
    id BLOB NOT NULL,
    state INTEGER NOT NULL,
    PRIMARY KEY (number)
    )
    STRICT
    """,
    """
    CREATE TABLE part (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    publisher INTEGER DEFAULT 0 NOT NULL,
    number TEXT DEFAULT '' NOT NULL,
    code TEXT DEFAULT '' NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    spec TEXT DEFAULT '' NOT NULL,
    unit TEXT DEFAULT '' NOT NULL,
    price_fen INTEGER DEFAULT 0 NOT NULL,
    low_fen INTEGER DEFAULT 0 NOT NULL,
    high_fen INTEGER DEFAULT 0 NOT NULL,
    currency TEXT DEFAULT 'CNY' NOT NULL,
    active INTEGER DEFAULT 1 NOT NULL,
    ver BLOB,
    PRIMARY KEY (k),
    UNIQUE (id)
    )
    STRICT
    """,
    """
    CREATE INDEX ix_part_code ON part (code)
    """,
    """
    CREATE TABLE part_price (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    publisher INTEGER DEFAULT 0 NOT NULL,
    part_id BLOB DEFAULT (x'') NOT NULL,
    from_on TEXT DEFAULT '' NOT NULL,
    price_fen INTEGER DEFAULT 0 NOT NULL,
    low_fen INTEGER DEFAULT 0 NOT NULL,
    high_fen INTEGER DEFAULT 0 NOT NULL,
    currency TEXT DEFAULT 'CNY' NOT NULL,
    ver BLOB,
    PRIMARY KEY (k),
    UNIQUE (id)
    )
    STRICT
    """,
    """
    CREATE INDEX ix_part_price_part_id_from_on ON part_price (part_id, from_on)
    """,
    """
    CREATE TABLE part_used (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    card_id BLOB DEFAULT (x'') NOT NULL,
    part_id BLOB DEFAULT (x'') NOT NULL,
    code TEXT DEFAULT '' NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    qty INTEGER DEFAULT 1 NOT NULL,
    price_fen INTEGER DEFAULT 0 NOT NULL,
    currency TEXT DEFAULT 'CNY' NOT NULL,
    coverage TEXT DEFAULT 'CUSTOMER' NOT NULL,
    serial TEXT DEFAULT '' NOT NULL,
    refurbished INTEGER DEFAULT 0 NOT NULL,
    old_part_disposition TEXT DEFAULT 'RETURN_TO_CUSTOMER' NOT NULL,
    at INTEGER DEFAULT 0 NOT NULL,
    "by" BLOB DEFAULT (x'') NOT NULL,
    corrects BLOB,
    reason TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (k)
    )
    STRICT
    """,
    """
    CREATE INDEX ix_part_used_card_id ON part_used (card_id)
    """,
    """
    CREATE TABLE passcode (
    item_id BLOB NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (item_id)
    )
    WITHOUT ROWID,
    STRICT
    """,
    """
    CREATE TABLE payment (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    item_id BLOB DEFAULT (x'') NOT NULL,
    settlement_id BLOB,
    kind TEXT DEFAULT 'PAYMENT' NOT NULL,
    method TEXT DEFAULT '' NOT NULL,
    amount_fen INTEGER DEFAULT 0 NOT NULL,
    tendered_fen INTEGER,
    currency TEXT DEFAULT 'CNY' NOT NULL,
    reference TEXT DEFAULT '' NOT NULL,
    at INTEGER DEFAULT 0 NOT NULL,
    "by" BLOB DEFAULT (x'') NOT NULL,
    reverses BLOB,
    reason TEXT DEFAULT '' NOT NULL,
    ph BLOB,
    PRIMARY KEY (k),
    UNIQUE (id)
    )
    STRICT
    """,
    """
    CREATE INDEX ix_payment_at ON payment (at)
    """,
    """
    CREATE INDEX ix_payment_item_id ON payment (item_id)
    """,
    """
    CREATE TABLE person (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    publisher INTEGER DEFAULT 0 NOT NULL,
    outlet_id BLOB DEFAULT (x'') NOT NULL,
    code TEXT DEFAULT '' NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    role TEXT DEFAULT 'FRONT_DESK' NOT NULL,
    badge TEXT DEFAULT '' NOT NULL,
    active INTEGER DEFAULT 1 NOT NULL,
    ver BLOB,
    ph BLOB,
    PRIMARY KEY (k),
    UNIQUE (id)
    )
    STRICT
    """,
    """
    CREATE INDEX ix_person_badge ON person (badge)
    """,
    """
    CREATE INDEX ix_person_code ON person (code)
    """,
    """
    CREATE TABLE photo (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    item_id BLOB DEFAULT (x'') NOT NULL,
    sha256 TEXT DEFAULT '' NOT NULL,
    size INTEGER DEFAULT 0 NOT NULL,
    what TEXT DEFAULT '' NOT NULL,
    at INTEGER DEFAULT 0 NOT NULL,
    "by" BLOB DEFAULT (x'') NOT NULL,
    PRIMARY KEY (k)
    )
    STRICT
    """,
    """
    CREATE INDEX ix_photo_item_id ON photo (item_id)
    """,
    """
    CREATE TABLE pin_verifier (
    person_id BLOB NOT NULL,
    verifier TEXT NOT NULL,
    failed INTEGER NOT NULL,
    wait_until_at INTEGER NOT NULL,
    PRIMARY KEY (person_id)
    )
    WITHOUT ROWID,
    STRICT
    """,
    """
    CREATE TABLE print_job (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    form TEXT DEFAULT '' NOT NULL,
    number TEXT DEFAULT '' NOT NULL,
    copies INTEGER DEFAULT 1 NOT NULL,
    reprint INTEGER DEFAULT 0 NOT NULL,
    status TEXT DEFAULT 'QUEUED' NOT NULL,
    queued_at INTEGER DEFAULT 0 NOT NULL,
    printed_at INTEGER,
    reason TEXT DEFAULT '' NOT NULL,
    printer TEXT DEFAULT '' NOT NULL,
    tries INTEGER DEFAULT 0 NOT NULL,
    next_at INTEGER,
    PRIMARY KEY (k),
    UNIQUE (id)
    )
    STRICT
    """,
    """
    CREATE INDEX ix_print_job_status ON print_job (status)
    """,
    """
    CREATE TABLE publication (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    publisher INTEGER DEFAULT 0 NOT NULL,
    number INTEGER DEFAULT 0 NOT NULL,
    from_on TEXT DEFAULT '' NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    published_at INTEGER DEFAULT 0 NOT NULL,
    ver BLOB,
    PRIMARY KEY (k),
    UNIQUE (id)
    )
    STRICT
    """,
    """
    CREATE TABLE receipt_line (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    receipt_id BLOB DEFAULT (x'') NOT NULL,
    item_id BLOB DEFAULT (x'') NOT NULL,
    n INTEGER DEFAULT 1 NOT NULL,
    recovered_at INTEGER,
    recovered_by BLOB,
    recovered_how TEXT DEFAULT '' NOT NULL,
    ver BLOB,
    PRIMARY KEY (k),
    UNIQUE (id)
    )
    STRICT
    """,
    """
    CREATE INDEX ix_receipt_line_item_id ON receipt_line (item_id)
    """,
    """
    CREATE INDEX ix_receipt_line_receipt_id ON receipt_line (receipt_id)
    """,
    """
    CREATE TABLE repair_card (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    number TEXT DEFAULT '' NOT NULL,
    item_id BLOB DEFAULT (x'') NOT NULL,
    category TEXT DEFAULT 'PAID' NOT NULL,
    status TEXT DEFAULT 'OPENED' NOT NULL,
    status_at INTEGER DEFAULT 0 NOT NULL,
    status_by BLOB,
    status_reason TEXT DEFAULT '' NOT NULL,
    hung_at INTEGER,
    hung_by BLOB,
    technician_id BLOB,
    diagnosis TEXT DEFAULT '' NOT NULL,
    fault_code TEXT DEFAULT '' NOT NULL,
    cause TEXT DEFAULT '' NOT NULL,
    no_fault_found INTEGER DEFAULT 0 NOT NULL,
    wait_cause TEXT DEFAULT '' NOT NULL,
    no_parts_used INTEGER DEFAULT 0 NOT NULL,
    inspected_by BLOB,
    inspected_at INTEGER,
    inspection_result TEXT DEFAULT '' NOT NULL,
    inspection_checks_json TEXT DEFAULT '[]' NOT NULL,
    self_inspected INTEGER DEFAULT 0 NOT NULL,
    guarantee_until_on TEXT DEFAULT '' NOT NULL,
    ver BLOB,
    ph BLOB,
    PRIMARY KEY (k),
    UNIQUE (id)
    )
    STRICT
    """,
    """
    CREATE INDEX ix_repair_card_inspected_at ON repair_card (inspected_at) WHERE self_inspected = 1
    """,
    """
    CREATE INDEX ix_repair_card_item_id ON repair_card (item_id)
    """,
    """
    CREATE TABLE search_row (
    k INTEGER NOT NULL,
    tokens TEXT NOT NULL,
    PRIMARY KEY (k)
    )
    STRICT
    """,
    """
    CREATE TABLE seat (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    publisher INTEGER DEFAULT 0 NOT NULL,
    outlet_id BLOB DEFAULT (x'') NOT NULL,
    digit INTEGER DEFAULT 0 NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    since_at INTEGER DEFAULT 0 NOT NULL,
    ver BLOB,
    PRIMARY KEY (k),
    UNIQUE (id)
    )
    STRICT
    """,
    """
    CREATE TABLE setting (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    publisher INTEGER DEFAULT 0 NOT NULL,
    outlet_id BLOB DEFAULT (x'') NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    value_json TEXT DEFAULT 'null' NOT NULL,
    from_on TEXT DEFAULT '' NOT NULL,
    ver BLOB,
    PRIMARY KEY (k),
    UNIQUE (id)
    )
    STRICT
    """,
    """
    CREATE TABLE settlement (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    number TEXT DEFAULT '' NOT NULL,
    item_id BLOB DEFAULT (x'') NOT NULL,
    category TEXT DEFAULT 'PAID' NOT NULL,
    gross_fen INTEGER DEFAULT 0 NOT NULL,
    net_fen INTEGER DEFAULT 0 NOT NULL,
    tax_fen INTEGER DEFAULT 0 NOT NULL,
    tax_permille INTEGER DEFAULT 130 NOT NULL,
    deposit_fen INTEGER DEFAULT 0 NOT NULL,
    currency TEXT DEFAULT 'CNY' NOT NULL,
    guarantee_days INTEGER DEFAULT 30 NOT NULL,
    made_at INTEGER DEFAULT 0 NOT NULL,
    made_by BLOB DEFAULT (x'') NOT NULL,
    status TEXT DEFAULT 'OPEN' NOT NULL,
    status_at INTEGER DEFAULT 0 NOT NULL,
    status_by BLOB,
    status_reason TEXT DEFAULT '' NOT NULL,
    ver BLOB,
    ph BLOB,
    PRIMARY KEY (k),
    UNIQUE (id)
    )
    STRICT
    """,
    """
    CREATE INDEX ix_settlement_item_id ON settlement (item_id)
    """,
    """
    CREATE TABLE settlement_line (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    settlement_id BLOB DEFAULT (x'') NOT NULL,
    n INTEGER DEFAULT 1 NOT NULL,
    line TEXT DEFAULT 'labour_line' NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    qty INTEGER DEFAULT 1 NOT NULL,
    list_fen INTEGER DEFAULT 0 NOT NULL,
    gross_fen INTEGER DEFAULT 0 NOT NULL,
    net_fen INTEGER DEFAULT 0 NOT NULL,
    tax_fen INTEGER DEFAULT 0 NOT NULL,
    coverage TEXT DEFAULT 'CUSTOMER' NOT NULL,
    PRIMARY KEY (k)
    )
    STRICT
    """,
    """
    CREATE INDEX ix_settlement_line_settlement_id ON settlement_line (settlement_id)
    """,
    """
    CREATE TABLE shelf (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    publisher INTEGER DEFAULT 0 NOT NULL,
    outlet_id BLOB DEFAULT (x'') NOT NULL,
    number TEXT DEFAULT '' NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    active INTEGER DEFAULT 1 NOT NULL,
    ver BLOB,
    PRIMARY KEY (k),
    UNIQUE (id)
    )
    STRICT
    """,
    """
    CREATE TABLE shelf_count (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    shelf_id BLOB DEFAULT (x'') NOT NULL,
    found_json TEXT DEFAULT '[]' NOT NULL,
    missing_json TEXT DEFAULT '[]' NOT NULL,
    extra_json TEXT DEFAULT '[]' NOT NULL,
    at INTEGER DEFAULT 0 NOT NULL,
    "by" BLOB DEFAULT (x'') NOT NULL,
    PRIMARY KEY (k),
    UNIQUE (id)
    )
    STRICT
    """,
    """
    CREATE INDEX ix_shelf_count_shelf_id ON shelf_count (shelf_id)
    """,
    """
    CREATE TABLE signature (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    item_id BLOB DEFAULT (x'') NOT NULL,
    number TEXT DEFAULT '' NOT NULL,
    what TEXT DEFAULT '' NOT NULL,
    signer TEXT DEFAULT '' NOT NULL,
    strokes_json TEXT DEFAULT '' NOT NULL,
    signed_sha256 TEXT DEFAULT '' NOT NULL,
    at INTEGER DEFAULT 0 NOT NULL,
    "by" BLOB DEFAULT (x'') NOT NULL,
    ph BLOB,
    PRIMARY KEY (k)
    )
    STRICT
    """,
    """
    CREATE INDEX ix_signature_item_id ON signature (item_id)
    """,
    """
    CREATE TABLE stock_balance (
    part_id BLOB NOT NULL,
    qty INTEGER NOT NULL,
    PRIMARY KEY (part_id)
    )
    WITHOUT ROWID,
    STRICT
    """,
    """
    CREATE TABLE stock_entry (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    outlet_id BLOB DEFAULT (x'') NOT NULL,
    part_id BLOB DEFAULT (x'') NOT NULL,
    qty INTEGER DEFAULT 0 NOT NULL,
    why TEXT DEFAULT '' NOT NULL,
    card_id BLOB,
    at INTEGER DEFAULT 0 NOT NULL,
    "by" BLOB DEFAULT (x'') NOT NULL,
    PRIMARY KEY (k),
    UNIQUE (id)
    )
    STRICT
    """,
    """
    CREATE INDEX ix_stock_entry_part_id ON stock_entry (part_id)
    """,
    """
    CREATE TABLE sync_chain (
    n INTEGER NOT NULL,
    chain BLOB NOT NULL,
    replica BLOB NOT NULL,
    public_key BLOB NOT NULL,
    outlet INTEGER NOT NULL,
    seat INTEGER NOT NULL,
    parent BLOB,
    parent_seq INTEGER,
    parent_hash BLOB,
    why TEXT NOT NULL,
    PRIMARY KEY (n),
    UNIQUE (chain)
    )
    STRICT
    """,
    """
    CREATE TABLE sync_erased (
    id BLOB NOT NULL,
    tbl TEXT NOT NULL,
    PRIMARY KEY (id)
    )
    WITHOUT ROWID,
    STRICT
    """,
    """
    CREATE TABLE sync_future (
    chain BLOB NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (chain, seq)
    )
    WITHOUT ROWID,
    STRICT
    """,
    """
    CREATE TABLE sync_gate (
    one INTEGER NOT NULL,
    applying INTEGER NOT NULL,
    outlet INTEGER NOT NULL,
    PRIMARY KEY (one)
    )
    STRICT
    """,
    """
    CREATE TABLE sync_held (
    entry INTEGER NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (entry, n)
    )
    WITHOUT ROWID,
    STRICT
    """,
    """
    CREATE TABLE sync_lasting (
    n INTEGER NOT NULL,
    id BLOB NOT NULL,
    PRIMARY KEY (n),
    UNIQUE (id)
    )
    STRICT
    """,
    """
    CREATE TABLE sync_log (
    n INTEGER NOT NULL,
    sv INTEGER NOT NULL,
    late INTEGER NOT NULL,
    base INTEGER NOT NULL,
    body BLOB NOT NULL,
    sig BLOB NOT NULL,
    PRIMARY KEY (n)
    )
    STRICT
    """,
    """
    CREATE TABLE sync_parked (
    tbl TEXT NOT NULL,
    id BLOB NOT NULL,
    grp INTEGER NOT NULL,
    ver BLOB NOT NULL,
    val TEXT NOT NULL,
    PRIMARY KEY (tbl, id, grp)
    )
    WITHOUT ROWID,
    STRICT
    """,
    """
    CREATE TABLE sync_pending (
    n INTEGER NOT NULL,
    tbl TEXT NOT NULL,
    id BLOB NOT NULL,
    op TEXT NOT NULL,
    f TEXT NOT NULL,
    PRIMARY KEY (n)
    )
    STRICT
    """,
    """
    CREATE TABLE sync_personal (
    entry INTEGER NOT NULL,
    n INTEGER NOT NULL,
    salt BLOB NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (entry, n)
    )
    WITHOUT ROWID,
    STRICT
    """,
    """
    CREATE TABLE sync_state (
    name TEXT NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY (name)
    )
    WITHOUT ROWID,
    STRICT
    """,
    """
    CREATE TABLE till_count (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    outlet_id BLOB DEFAULT (x'') NOT NULL,
    day_on TEXT DEFAULT '' NOT NULL,
    method TEXT DEFAULT 'CASH' NOT NULL,
    float_fen INTEGER DEFAULT 0 NOT NULL,
    book_fen INTEGER DEFAULT 0 NOT NULL,
    counted_fen INTEGER DEFAULT 0 NOT NULL,
    currency TEXT DEFAULT 'CNY' NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    at INTEGER DEFAULT 0 NOT NULL,
    "by" BLOB DEFAULT (x'') NOT NULL,
    ph BLOB,
    PRIMARY KEY (k),
    UNIQUE (id)
    )
    STRICT
    """,
    """
    CREATE INDEX ix_till_count_day_on ON till_count (day_on)
    """,
    """
    CREATE TABLE transfer (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    number TEXT DEFAULT '' NOT NULL,
    from_outlet INTEGER DEFAULT 0 NOT NULL,
    from_name TEXT DEFAULT '' NOT NULL,
    to_outlet INTEGER DEFAULT 0 NOT NULL,
    to_name TEXT DEFAULT '' NOT NULL,
    seal TEXT DEFAULT '' NOT NULL,
    carrier TEXT DEFAULT '' NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    packed_at INTEGER DEFAULT 0 NOT NULL,
    packed_by BLOB DEFAULT (x'') NOT NULL,
    sent_at INTEGER,
    sent_by BLOB,
    arrived_at INTEGER,
    arrived_by BLOB,
    seal_found TEXT DEFAULT '' NOT NULL,
    arrived_note TEXT DEFAULT '' NOT NULL,
    status TEXT DEFAULT 'PACKED' NOT NULL,
    status_at INTEGER DEFAULT 0 NOT NULL,
    status_by BLOB,
    status_reason TEXT DEFAULT '' NOT NULL,
    ver BLOB,
    PRIMARY KEY (k),
    UNIQUE (id)
    )
    STRICT
    """,
    """
    CREATE INDEX ix_transfer_from_outlet ON transfer (from_outlet)
    """,
    """
    CREATE INDEX ix_transfer_to_outlet ON transfer (to_outlet)
    """,
    """
    CREATE TABLE transfer_arrival (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    outlet_id BLOB DEFAULT (x'') NOT NULL,
    transfer_number TEXT DEFAULT '' NOT NULL,
    scanned_json TEXT DEFAULT '[]' NOT NULL,
    seal_found TEXT DEFAULT '' NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    at INTEGER DEFAULT 0 NOT NULL,
    "by" BLOB DEFAULT (x'') NOT NULL,
    PRIMARY KEY (k),
    UNIQUE (id)
    )
    STRICT
    """,
    """
    CREATE INDEX ix_transfer_arrival_transfer_number ON transfer_arrival (transfer_number)
    """,
    """
    CREATE TABLE transfer_line (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    transfer_id BLOB DEFAULT (x'') NOT NULL,
    item_id BLOB DEFAULT (x'') NOT NULL,
    n INTEGER DEFAULT 1 NOT NULL,
    status TEXT DEFAULT 'PACKED' NOT NULL,
    status_at INTEGER DEFAULT 0 NOT NULL,
    status_by BLOB,
    status_reason TEXT DEFAULT '' NOT NULL,
    ver BLOB,
    PRIMARY KEY (k),
    UNIQUE (id)
    )
    STRICT
    """,
    """
    CREATE INDEX ix_transfer_line_item_id ON transfer_line (item_id)
    """,
    """
    CREATE INDEX ix_transfer_line_status ON transfer_line (status)
    """,
    """
    CREATE INDEX ix_transfer_line_transfer_id ON transfer_line (transfer_id)
    """,
    """
    CREATE TABLE transfer_part (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    transfer_id BLOB DEFAULT (x'') NOT NULL,
    item_id BLOB DEFAULT (x'') NOT NULL,
    part_id BLOB DEFAULT (x'') NOT NULL,
    code TEXT DEFAULT '' NOT NULL,
    name TEXT DEFAULT '' NOT NULL,
    qty INTEGER DEFAULT 1 NOT NULL,
    at INTEGER DEFAULT 0 NOT NULL,
    "by" BLOB DEFAULT (x'') NOT NULL,
    PRIMARY KEY (k)
    )
    STRICT
    """,
    """
    CREATE INDEX ix_transfer_part_item_id ON transfer_part (item_id)
    """,
    """
    CREATE TABLE unit (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    customer_id BLOB DEFAULT (x'') NOT NULL,
    kind_code TEXT DEFAULT '' NOT NULL,
    product TEXT DEFAULT '' NOT NULL,
    brand TEXT DEFAULT '' NOT NULL,
    model TEXT DEFAULT '' NOT NULL,
    serial TEXT DEFAULT '' NOT NULL,
    colour TEXT DEFAULT '' NOT NULL,
    bought_on TEXT DEFAULT '' NOT NULL,
    note TEXT DEFAULT '' NOT NULL,
    merged_into BLOB,
    ver BLOB,
    PRIMARY KEY (k),
    UNIQUE (id)
    )
    STRICT
    """,
    """
    CREATE INDEX ix_unit_customer_id ON unit (customer_id)
    """,
    """
    CREATE INDEX ix_unit_merged_into ON unit (merged_into)
    """,
    """
    CREATE INDEX ix_unit_serial ON unit (serial)
    """,
    """
    CREATE TABLE work_step (
    k INTEGER NOT NULL,
    id BLOB NOT NULL,
    card_id BLOB DEFAULT (x'') NOT NULL,
    technician_id BLOB DEFAULT (x'') NOT NULL,
    work TEXT DEFAULT '' NOT NULL,
    started_at INTEGER DEFAULT 0 NOT NULL,
    ended_at INTEGER,
    minutes INTEGER DEFAULT 0 NOT NULL,
    corrects BLOB,
    corrected_by BLOB,
    reason TEXT DEFAULT '' NOT NULL,
    ver BLOB,
    PRIMARY KEY (k),
    UNIQUE (id)
    )
    STRICT
    """,
    """
    CREATE INDEX ix_work_step_card_id ON work_step (card_id)
    """,
    """
    CREATE INDEX ix_work_step_technician_id ON work_step (technician_id) WHERE ended_at IS NULL
    """,
    """
    INSERT INTO sync_gate(one, applying, outlet) VALUES (1, 0, 0)
    """,
)


def upgrade() -> None:
    """Stands alone: imports nothing of the program (decisions 15)."""
    for statement in STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
