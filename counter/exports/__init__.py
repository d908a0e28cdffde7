"""Lists as files for other programs: written beside the book, never read back."""
