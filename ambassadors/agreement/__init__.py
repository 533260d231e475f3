"""The policy: written, compared, agreed to, and asked about again when a new version comes."""
