"""A consent taken back: gone everywhere, who was told, and the record of it."""
