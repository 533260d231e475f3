"""Personal links and codes, and the clicks on them, counted without knowing who clicked."""
