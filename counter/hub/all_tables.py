"""Every table of the hub, whichever of its rooms declares it: what migrations and walls go by."""

import counter.hub.console.tables
import counter.hub.customer.tables
from counter.hub import report_tables, tables

#: a room's tables stand in a module of its own, on the one METADATA; it is named here
MODULES = (tables, report_tables, counter.hub.console.tables, counter.hub.customer.tables)
METADATA = tables.METADATA
