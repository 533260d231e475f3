"""Outcomes told by other systems: signed messages, and the log of what came of each."""
