"""Papers: a form turns a record into marks in millimetres, a backend draws them."""
