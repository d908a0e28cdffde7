"""Head office's side of the wire: takes entries, keeps them, and serves each outlet what it may
see.
"""
