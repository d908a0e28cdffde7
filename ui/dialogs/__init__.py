"""Windows that open above a screen: the preview of a paper, and the word of a supervisor."""
