-- Where each table of the hub lies when one PostgreSQL is outgrown and Citus spreads it over several.
-- Run once, as the owner of the tables, after `hub prepare-database` and before the first seat:
--     psql -f counter/hub/citus.sql; then `hub prepare-database` once more, for the walls.
-- What this costs and what is not tried stands in counter/decisions, «Shards by outlet».
-- A test holds this list against the tables the hub declares.

-- The walls (row-level security) go by a setting of the transaction; the workers have to hear it.
-- (name the database)
ALTER DATABASE counter_hub SET citus.propagate_set_commands = 'local';

-- 1. An outlet's own: by its number, all on the same shard. A seat's request touches one shard.
SELECT create_distributed_table('chain', 'outlet_no', colocate_with := 'none');
SELECT create_distributed_table('stream', 'outlet_no', colocate_with := 'chain');
SELECT create_distributed_table('op_log', 'outlet_no', colocate_with := 'chain');
SELECT create_distributed_table('routed', 'outlet_no', colocate_with := 'chain');
SELECT create_distributed_table('quarantine', 'outlet_no', colocate_with := 'chain');
SELECT create_distributed_table('replica', 'outlet_no', colocate_with := 'chain');
SELECT create_distributed_table('held_row', 'outlet_no', colocate_with := 'chain');
SELECT create_distributed_table('held_sum', 'outlet_no', colocate_with := 'chain');
SELECT create_distributed_table('held_erased', 'outlet_no', colocate_with := 'chain');
SELECT create_distributed_table('held_personal', 'outlet_no', colocate_with := 'chain');
SELECT create_distributed_table('blob_named', 'outlet_no', colocate_with := 'chain');
SELECT create_distributed_table('day_proof', 'outlet_no', colocate_with := 'chain');
SELECT create_distributed_table('bundle_heard', 'outlet_no', colocate_with := 'chain');
SELECT create_distributed_table('bundle_given', 'outlet_no', colocate_with := 'chain');
SELECT create_distributed_table('report_outlet', 'outlet_no', colocate_with := 'chain');
SELECT create_distributed_table('report_case', 'outlet_no', colocate_with := 'chain');
SELECT create_distributed_table('report_payment', 'outlet_no', colocate_with := 'chain');
SELECT create_distributed_table('report_stock', 'outlet_no', colocate_with := 'chain');
SELECT create_distributed_table('report_number', 'outlet_no', colocate_with := 'chain');
SELECT create_distributed_table('report_day', 'outlet_no', colocate_with := 'chain');
SELECT create_distributed_table('report_trouble', 'outlet_no', colocate_with := 'chain');
SELECT create_distributed_table('report_transfer', 'outlet_no', colocate_with := 'chain');
SELECT create_distributed_table('report_parcel', 'outlet_no', colocate_with := 'chain');
SELECT create_distributed_table('customer_line', 'outlet_no', colocate_with := 'chain');
SELECT create_distributed_table('customer_said', 'outlet_no', colocate_with := 'chain');
SELECT create_distributed_table('customer_token', 'outlet_no', colocate_with := 'chain');
SELECT create_distributed_table('customer_tries', 'outlet_no', colocate_with := 'chain');

-- 2. What the routing knows of a row, whoever asks: by the row's id, all of a row on one shard.
SELECT create_distributed_table('reference', 'id', colocate_with := 'none');
SELECT create_distributed_table('granted', 'id', colocate_with := 'reference');
SELECT create_distributed_table('speaks', 'id', colocate_with := 'reference');
SELECT create_distributed_table('with_item', 'item', colocate_with := 'reference');
SELECT create_distributed_table('waiting', 'for_id', colocate_with := 'reference');

-- 3. Small, and read with everything: a copy on every server.
SELECT create_reference_table('hub');
SELECT create_reference_table('outlet');
SELECT create_reference_table('adopted');
SELECT create_reference_table('enrol_code');
SELECT create_reference_table('followed');
SELECT create_reference_table('withheld');
SELECT create_reference_table('planned');
SELECT create_reference_table('blob_doubt');
SELECT create_reference_table('console_person');
SELECT create_reference_table('console_session');
SELECT create_reference_table('console_try');
SELECT create_reference_table('console_deed');
SELECT create_reference_table('report_network');
