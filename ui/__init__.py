"""The window: what staff see and press. Everything it knows it asks the counter; it decides nothing
itself.
"""
