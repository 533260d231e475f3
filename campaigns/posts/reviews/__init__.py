"""Posts looked at before they count, in the cohorts that want it."""
