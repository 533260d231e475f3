"""Campaigns, their goals, and who takes part."""
