"""Pages about the agreement, one file for each audience."""
