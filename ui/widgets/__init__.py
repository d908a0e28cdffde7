"""Small parts that screens are made of; all words come from the caller, already in the right
language.
"""
