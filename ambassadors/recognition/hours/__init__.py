"""Hours an ambassador has given, in cohorts that want them counted."""
