"""Pages where results are shared, and the page that is shared."""
