"""Pages on which a list is brought in."""
