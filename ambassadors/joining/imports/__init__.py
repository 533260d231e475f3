"""Many invitations at once: a list is brought in and looked through before anybody is invited."""
