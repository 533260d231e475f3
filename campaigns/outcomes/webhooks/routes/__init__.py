"""Organisers' pages of it."""
