"""A pictured person's yes: asked for, given, changed, renewed, and erased when its time is up."""
