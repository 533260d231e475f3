"""Numbers of the organisation's own professional account, by Instagram's official interface."""
