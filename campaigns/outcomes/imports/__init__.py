"""Lists of enrolments and the like: looked through, counted after a yes, undone as a whole."""
