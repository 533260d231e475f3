"""Pictures and ideas ambassadors send: lent for a year, looked at, and put into kits."""
