"""Orders of a ticket shop in pretix: its notifications are hints, its own interface is asked."""
