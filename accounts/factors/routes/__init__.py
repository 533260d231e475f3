"""Pages about the second step, by audience."""
