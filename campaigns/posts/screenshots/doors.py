"""What the entry point opens of this room: its pictures, jobs, and what it holds about people."""

from flask import Blueprint

from campaigns.posts.screenshots import jobs, personal_data
from campaigns.posts.screenshots.routes import ambassador, organiser

BLUEPRINTS: tuple[Blueprint, ...] = (ambassador.bp, organiser.bp)
# Known by being imported.
REGISTERED = (jobs, personal_data)
