"""The front page of each role."""
