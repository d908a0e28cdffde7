"""Papers: forms turn a record into drawing calls in millimetres, backends draw them. Imports the domain only."""
