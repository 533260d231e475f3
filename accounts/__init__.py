"""Organisations, units, the people who sign in, their roles, and the audit trail."""
