"""Kits: pictures, captions, hashtags and a disclosure line, ready to use."""
