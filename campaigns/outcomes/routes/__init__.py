"""Pages about single outcomes."""
