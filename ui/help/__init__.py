"""Help beside the work: the page of a screen, in the person's language."""
