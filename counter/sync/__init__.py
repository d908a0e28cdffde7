"""The seat's side of the wire: what it has goes up, what the hub has comes down."""
