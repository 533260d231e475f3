"""How a picture is used in a kit: its kind, formats, alt text, and what is drawn on it."""
