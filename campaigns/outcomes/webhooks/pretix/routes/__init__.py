"""Pages of connected ticket shops."""
