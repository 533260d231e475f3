"""What the entry point opens of the library: its pages, jobs, commands and pictures."""

from flask import Flask

from media.library import cli, jobs, personal_data, pictures
from media.library.arrivals import jobs as arrival_jobs
from media.library.arrivals import personal_data as arrivals_personal_data
from media.library.arrivals.routes import organiser as arrivals
from media.library.films.routes import organiser as films
from media.library.originals.routes import organiser as originals
from media.library.people.doors import BLUEPRINTS as OF_PEOPLE
from media.library.routes import files, organiser

BLUEPRINTS = (
    files.bp,
    organiser.bp,
    arrivals.bp,
    films.bp,
    originals.bp,
    *OF_PEOPLE,
)
# Known by being imported.
REGISTERED = (jobs, personal_data, arrival_jobs, arrivals_personal_data)


def init_app(app: Flask) -> None:
    """Offer the library's commands, and its pictures to templates."""
    app.cli.add_command(cli.media)
    pictures.init_app(app)
