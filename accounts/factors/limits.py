"""How many wrong codes are read, and how many passkeys one may have."""

from datetime import timedelta

WRONG_CODES = 10
STOPPED_FOR = timedelta(hours=1)
MOST_PASSKEYS = 10
# Beside the count of each person's wrong codes: how often one address may try at all.
TRIES_PER_ADDRESS = "30 per minute; 300 per hour"
