"""A believable demo programme. Nothing but the entry point imports it."""
