"""The board: everything that is here, in lanes by what it waits for."""
