"""Local variants of kits: for one unit, function or language; and how much of use is local."""
