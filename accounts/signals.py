"""What rooms above are asked and told about people's roles."""

from blinker import Signal

# Sent with an organisation: what can be given to a results reader? Receivers return pairs of an id
# and a name, in the order to show them.
readings_asked = Signal()
# Sent with a reader's membership: what has been given to them? Receivers return ids.
given_readings_asked = Signal()
# Sent with a reader's membership, ``ids`` and ``actor``: these, and nothing else, are theirs to
# read. Ids of another organisation are no ids.
readings_chosen = Signal()
