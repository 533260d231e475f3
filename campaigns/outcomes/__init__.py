"""What came of it: own events with sign-up, and outcomes attributed to a participation."""
