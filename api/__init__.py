"""The JSON API: what other systems may read, and the OpenAPI document that describes it."""
