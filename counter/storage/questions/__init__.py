"""What can be asked: plain SQL on a reading connection; `catalogue` lists it all.

Nothing is imported here: the first board must not wait for the other questions.
"""
