"""Keeps what the counter knows: tables, the sealed book, questions, backup."""
