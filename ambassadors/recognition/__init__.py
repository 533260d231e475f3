"""Recognition: the diploma and its badge, hours, and a page to show if one wants to."""
