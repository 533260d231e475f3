"""A public page about what an ambassador has done, only if they ask for it."""
