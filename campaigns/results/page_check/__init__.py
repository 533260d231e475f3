"""Page check: what the last posts of the organisation's own public page say about the page."""
