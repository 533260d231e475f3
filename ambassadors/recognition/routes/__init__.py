"""Pages of this room, one file for each audience."""
