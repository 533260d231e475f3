"""Where a reader says no to the monthly mail, or yes again."""
