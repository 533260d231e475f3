"""Files on their way in piece by piece, so that a lost connection costs one piece at most."""
