"""Every page, opened in a real browser as somebody who may see it."""
