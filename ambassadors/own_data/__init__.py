"""Everybody's own data: fetching it, erasing it, and erasing it when a season's time is up."""
