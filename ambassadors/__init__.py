"""Cohorts and the ambassadors in them."""
