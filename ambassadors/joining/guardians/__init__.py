"""A guardian's yes for those between 13 and the age of the cohort."""
