"""Invitations and the five screens on which somebody joins on their own terms."""
