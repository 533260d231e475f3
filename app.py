"""Entry point: ``python app.py`` starts everything, ``gunicorn 'app:create_app()'`` the pages."""

from flask import Blueprint, Flask

import accounts.cli
import accounts.external.personal_data
import accounts.external.ways_in
import accounts.factors.cli
import accounts.factors.personal_data
import accounts.jobs
import accounts.organisations.jobs
import accounts.organisations.words
import accounts.personal_data
import accounts.places
import accounts.security
import accounts.session
import accounts.trail.jobs
import accounts.units.jobs
import ambassadors.joining.applications.jobs
import ambassadors.joining.applications.personal_data
import ambassadors.joining.guardians.jobs
import ambassadors.joining.imports.jobs
import ambassadors.joining.imports.personal_data
import ambassadors.joining.jobs
import ambassadors.joining.personal_data
import ambassadors.joining.units
import ambassadors.messages.jobs
import ambassadors.messages.personal_data
import ambassadors.own_data.jobs
import ambassadors.own_data.personal_data
import ambassadors.personal_data
import ambassadors.recognition.jobs
import ambassadors.recognition.listeners
import ambassadors.recognition.pages
import ambassadors.recognition.personal_data
import ambassadors.seasons.jobs
import ambassadors.seasons.personal_data
import ambassadors.seasons.places
import ambassadors.session
import ambassadors.terms.listeners
import ambassadors.terms.places
import ambassadors.training.follow_up.jobs
import ambassadors.training.jobs
import ambassadors.training.listeners
import ambassadors.training.personal_data
import ambassadors.units
import api.document
import campaigns.doors
import demo.cli
import home.listeners
import home.navigation
import media.kits.addresses
import media.kits.blueprints
import media.kits.contributions.jobs
import media.kits.contributions.personal_data
import media.kits.items.jobs
import media.kits.items.listeners
import media.kits.listeners
import media.kits.personal_data
import media.kits.reception.jobs
import media.kits.reception.listeners
import media.kits.reception.personal_data
import media.library.doors
import media.units
from accounts.external.routes import person as external_person
from accounts.external.routes import public as external_public
from accounts.factors.routes import owner as factors_owner
from accounts.factors.routes import person as factors_person
from accounts.factors.routes import public as factors_public
from accounts.organisations.routes import owner as organisations_owner
from accounts.organisations.routes import public as organisations_public
from accounts.routes import keys as accounts_keys
from accounts.routes import links as accounts_links
from accounts.routes import offers as accounts_offers
from accounts.routes import owner as accounts_owner
from accounts.routes import person as accounts_person
from accounts.routes import public as accounts_public
from accounts.trail.routes import owner as trail_owner
from accounts.units.routes import owner as units_owner
from ambassadors.agreement.routes import ambassador as agreement_ambassador
from ambassadors.agreement.routes import leader as policy_leader
from ambassadors.joining.applications.routes import organiser as applications_organiser
from ambassadors.joining.applications.routes import public as applications_public
from ambassadors.joining.applications.routes import setup as join_pages_organiser
from ambassadors.joining.guardians.routes import public as guardians_public
from ambassadors.joining.imports.routes import organiser as imports_organiser
from ambassadors.joining.routes import guardian as joining_guardian
from ambassadors.joining.routes import invited as invited_organiser
from ambassadors.joining.routes import organiser as joining_organiser
from ambassadors.joining.routes import public as joining_public
from ambassadors.messages.routes import ambassador as messages_ambassador
from ambassadors.messages.routes import organiser as messages_organiser
from ambassadors.own_data.routes import person as own_data
from ambassadors.own_data.routes import public as erased
from ambassadors.routes import organiser as cohorts_organiser
from ambassadors.seasons.routes import alumni as alumni_organiser
from ambassadors.seasons.routes import ambassador as seasons_ambassador
from ambassadors.seasons.routes import organiser as seasons_organiser
from ambassadors.seasons.routes import public as seasons_public
from ambassadors.terms.routes import ambassador as terms_ambassador
from ambassadors.training.follow_up.routes import organiser as training_follow_up
from ambassadors.training.routes import files as training_files
from ambassadors.training.routes import lessons as training_lessons
from ambassadors.training.routes import organiser as training_organiser
from ambassadors.training.routes import preview as training_preview
from ambassadors.training.routes import questions as training_questions
from ambassadors.training.routes import quiz as training_quiz
from campaigns.tracking import front
from core import (
    dev_mail,
    error_pages,
    formats,
    headers,
    health,
    kept_pages,
    kept_pieces,
    logs,
    mail,
    migrating,
    on_the_way,
    private_files,
    serving,
    signing,
    strangers,
    templates,
    web,
    worker,
)
from core.db import db
from core.extensions import babel, csrf, limiter
from core.formats import zone
from core.languages import chosen_locale
from core.settings import Settings
from home.routes import ambassador as home_ambassador
from home.routes import closing as home_closing
from home.routes import public as home_public
from home.routes import season as home_season
from home.routes import staff as home_staff

BLUEPRINTS: tuple[Blueprint, ...] = (
    accounts_keys.bp,
    accounts_links.bp,
    accounts_offers.bp,
    accounts_owner.bp,
    accounts_person.bp,
    accounts_public.bp,
    organisations_owner.bp,
    organisations_public.bp,
    units_owner.bp,
    trail_owner.bp,
    external_person.bp,
    external_public.bp,
    factors_owner.bp,
    factors_person.bp,
    factors_public.bp,
    cohorts_organiser.bp,
    seasons_organiser.bp,
    seasons_ambassador.bp,
    seasons_public.bp,
    alumni_organiser.bp,
    policy_leader.bp,
    agreement_ambassador.bp,
    joining_organiser.bp,
    invited_organiser.bp,
    imports_organiser.bp,
    joining_public.bp,
    joining_guardian.bp,
    applications_organiser.bp,
    applications_public.bp,
    join_pages_organiser.bp,
    guardians_public.bp,
    terms_ambassador.bp,
    own_data.bp,
    erased.bp,
    *ambassadors.recognition.pages.BLUEPRINTS,
    training_quiz.bp,
    training_organiser.bp,
    training_lessons.bp,
    training_questions.bp,
    training_preview.bp,
    training_files.ambassador,
    training_files.organiser,
    training_follow_up.bp,
    messages_ambassador.bp,
    messages_organiser.bp,
    *media.library.doors.BLUEPRINTS,
    *media.kits.blueprints.BLUEPRINTS,
    *campaigns.doors.BLUEPRINTS,
    home_ambassador.bp,
    home_closing.bp,
    home_public.front,
    home_season.bp,
    home_public.bp,
    home_staff.bp,
)


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application: settings, extensions, rooms, commands, error pages."""
    settings = settings or Settings()
    private_files.keep(settings.data)
    app = web.Application(__name__)
    app.config.from_mapping(settings.flask())
    app.extensions["settings"] = settings
    templates.prepare(app)
    logs.init_app(app)
    serving.init_app(app)
    start_extensions(app)
    open_rooms(app)
    return app


def start_extensions(app: Flask) -> None:
    """Bind the extensions to ``app``."""
    db.init_app(app)
    migrating.init_app(app)
    babel.init_app(app, locale_selector=chosen_locale, timezone_selector=lambda: str(zone()))
    templates.init_app(app)
    csrf.init_app(app)
    signing.init_app(app)
    strangers.init_app(app)
    limiter.init_app(app)
    formats.init_app(app)
    mail.init_app(app)
    on_the_way.init_app(app)
    headers.init_app(app)
    health.init_app(app)
    worker.init_app(app)


def connect_rooms() -> None:
    """Let rooms hear of what happens in those below them."""
    ambassadors.training.listeners.connect()
    ambassadors.terms.listeners.connect()
    ambassadors.recognition.listeners.connect()
    home.listeners.connect()
    media.kits.items.listeners.connect()
    media.kits.listeners.connect()
    media.kits.reception.listeners.connect()
    campaigns.doors.connect()


def open_rooms(app: Flask) -> None:
    """Put up the gates and register every room's pages and commands."""
    web.init_app(app)
    kept_pages.init_app(app)
    kept_pieces.init_app(app)
    error_pages.init_app(app)
    accounts.session.init_app(app)
    accounts.organisations.words.init_app(app)
    accounts.security.init_app(app)
    accounts.places.offer(app, accounts.places.staff_places)
    ambassadors.terms.places.init_app(app)
    accounts.places.offer(app, ambassadors.seasons.places.ended_places)
    accounts.external.ways_in.init_app(app)
    accounts.cli.init_app(app)
    ambassadors.session.init_app(app)
    media.library.doors.init_app(app)
    media.kits.addresses.init_app(app)
    home.navigation.init_app(app)
    demo.cli.init_app(app)
    connect_rooms()
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    api.document.init_app(app)
    front.install(app, app.extensions["settings"])
    dev_mail.init_app(app)


if __name__ == "__main__":
    raise SystemExit(serving.start(create_app))
