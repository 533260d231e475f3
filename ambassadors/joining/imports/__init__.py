"""Many invitations at once: a list is brought in, looked through, and only then are people invited."""
