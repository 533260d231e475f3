"""Pages about a local variant of a kit."""
