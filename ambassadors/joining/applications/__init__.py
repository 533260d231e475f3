"""Asking for a place: the public page of a cohort, the applications and the answers to them."""
