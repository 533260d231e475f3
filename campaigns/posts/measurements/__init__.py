"""Dated readings of a post's numbers, each with its source; unknown is never 0."""
