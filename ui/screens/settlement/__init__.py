"""The settlement of a case: its lines, who pays them, what is rounded off, what is due."""
