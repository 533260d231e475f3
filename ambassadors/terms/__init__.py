"""The ambassador's own terms: what, where and how often, pausing, leaving, switching places."""
