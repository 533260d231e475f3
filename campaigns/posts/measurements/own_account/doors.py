"""What the entry point opens of this room: its job, and what it holds."""

from campaigns.posts.measurements.own_account import jobs, personal_data

REGISTERED = (jobs, personal_data)
