"""``make bench``: our figures beside a plain reference's, in one run on one machine."""
