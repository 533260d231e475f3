"""Pictures and ideas ambassadors send: lent for a year, looked at by an organiser, put into kits."""
