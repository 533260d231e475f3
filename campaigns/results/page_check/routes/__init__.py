"""Pages of the page check."""
