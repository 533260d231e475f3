"""Originals: replaced by a better one, gone back to, and two that are the same picture."""
