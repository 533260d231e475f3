"""Seats and the line for them: signing up, changing, giving back, moving up, the door."""
