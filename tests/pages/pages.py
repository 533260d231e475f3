"""Which pages there are: every GET of the permission matrix that shows HTML, and some states."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.core.permission_matrix import ROWS, Rows
from tests.core.world import Who
from tests.pages.season import Season

# Answers of the matrix that are no pages.
NO_PAGES = {
    "api-docs.openapi_json",
    "badges_public.show_status_list",
    "event_guests.download_list",
    "event_seat.show_code",
    "events_public.download_calendar",
    "events_public.find_tellers",
    "guardians_public.export",
    "health.show_health",
    "health.show_readiness",
    "health.show_status",  # in both languages at once, like the page of a 503
    "home_public.brand_stylesheet",
    "join_pages_organiser.download_poster",
    "join_pages_organiser.qr_png",
    "join_pages_organiser.qr_svg",
    "kits_ambassador.link_qr",
    "kit_files.send_overlaid",
    "kits_contributions.send_picture",
    "kits_ambassador.page_qr",
    "library_files.send_rendition",
    "organisations_owner.preview_stylesheet",
    "organisations_public.send_logo",
    "own_data.download_copy",
    "badges_public.show_did",
    "consents_public.export",
    "consents_public.send_picture",
    "papers_organiser.send_paper",
    "withdrawals_organiser.send_record",
    "badges_public.show_issuer",
    "badges_public.show_key",
    "badges_public.show_picture",
    "home_season.download_report",
    "imports_organiser.download_example",
    "imports_organiser.download_left_out",
    "hours_organiser.download_csv",
    "recognition_person.download_badge",
    "recognition_person.download_diploma",
    "outcome_fixes.download",
    "outcome_fixes.download_example",
    "outcome_lists.show_progress",
    "results_breakdown.download",
    "results_breakdown.download_people",
    "results_paper.download",
    "results_paper.show_pdf",
    "campaigns_links.download_links",
    "screenshots_ambassador.send_screenshot",
    "screenshots_organiser.send_screenshot",
    "results_reader.download_csv",
    "campaigns_links.download_poster",
    "campaigns_links.qr_png",
    "campaigns_links.qr_svg",
    "tracking_ambassador.download_poster",
    "tracking_ambassador.qr_png",
    "units_owner.download_example",
    "tracking_ambassador.qr_svg",
    *(
        f"training_files_{who}.send_{what}"
        for who in ("ambassador", "organiser")
        for what in ("picture", "film", "captions")
    ),
}
# The most telling person for a page comes first.
PREFERRED = [Who.AMBASSADOR, Who.ORGANISER, Who.OWNER, Who.READER, Who.LEADER]


@dataclass(frozen=True)
class Page:
    """A page, the way there, and who goes there; ``status`` is what the answer should be."""

    name: str
    path: Callable[[Season], str]
    who: Who = Who.ANONYMOUS
    status: int = 200

    def __str__(self) -> str:
        return self.name


def visitor(rows: Rows) -> Who:
    """Return who opens the page of a row: a stranger where they may, else who it is made for."""
    if rows.endpoint == "home_staff.show_overview":
        return Who.ORGANISER
    if Who.ANONYMOUS in rows.allowed:
        return Who.ANONYMOUS
    # Not next(): one row without anybody would end the whole list of pages silently.
    return [*[who for who in PREFERRED if who in rows.allowed], *sorted(rows.allowed)][0]


def of_row(rows: Rows) -> Page:
    """Return the page of a row."""
    return Page(rows.endpoint, lambda season: rows.path(season.world), visitor(rows))


def training(season: Season, rest: str = "") -> str:
    world = season.world
    return f"/o/{world.slug}/cohorts/{world.cohort.id}/training{rest}"


def quiz(season: Season, question: object) -> str:
    return f"/my/training/quiz/{season.attempt.id}/questions/{question.id}"  # type: ignore[attr-defined]


MINE = {
    "training: two modules": lambda s: "/my/training",
    "training: lesson of two": lambda s: f"/my/training/{s.module.id}/lessons/{s.lesson.id}",
    "training: answered wrong": lambda s: quiz(s, s.answered),
    "training: passed": lambda s: f"/my/training/quiz/{s.passed.id}",
}
THEIRS = {
    "training: edit a full module": lambda s: training(s, f"/{s.module.id}"),
    "campaign: draft": lambda s: f"/o/{s.world.slug}/campaigns/{s.draft.id}",
    "campaign: closed": lambda s: f"/o/{s.world.slug}/campaigns/{s.closed.id}",
    "kit: draft": lambda s: f"/o/{s.world.slug}/kits/{s.draft_kit.id}",
    "library: refused": lambda s: f"/o/{s.world.slug}/library/{s.refused.id}",
}
STATES = [
    *(Page(name, path, Who.AMBASSADOR) for name, path in MINE.items()),
    *(Page(name, path, Who.ORGANISER) for name, path in THEIRS.items()),
    Page("event: full", lambda s: f"/e/{s.full_event.slug}"),
    Page("event: with a line", lambda s: f"/e/{s.line_event.slug}"),
    Page("event: afterwards", lambda s: "/seats/afterwards"),
    Page("empty: my kits", lambda s: "/my/kits", Who.FOREIGN_AMBASSADOR),
    Page("empty: home", lambda s: "/my", Who.FOREIGN_AMBASSADOR),
    Page("empty: effect", lambda s: "/my/effect", Who.FOREIGN_AMBASSADOR),
    Page("empty: links", lambda s: "/my/links", Who.FOREIGN_AMBASSADOR),
    Page("empty: log", lambda s: "/my/log", Who.FOREIGN_AMBASSADOR),
    *(
        Page(f"empty: {noun}", lambda s, noun=noun: f"/o/holstebro/{noun}", Who.FOREIGN_ORGANISER)
        for noun in ("campaigns", "kits", "library", "posts", "results", "messages")
    ),
]
ERRORS = [
    *(
        Page(f"error {code}", lambda s, code=code: f"/fails/{code}", status=code)
        for code in (400, 403, 404, 409, 410, 413, 429, 500, 503)
    ),
    Page("link used", lambda s: "/invitations/used", status=410),
    Page("link unknown", lambda s: "/invitations/nobody-wrote-this", status=404),
    Page("refused", lambda s: f"/o/{s.world.slug}/people", Who.READER, status=403),
]


def is_page(rows: Rows) -> bool:
    """Say whether a row of the matrix is a page that shows itself to somebody."""
    shows = not rows.answers or 200 in rows.answers
    is_anybodys = bool(rows.allowed)  # some pages are nobody's in the world of the matrix
    return rows.method == "GET" and shows and is_anybodys and rows.endpoint not in NO_PAGES


PAGES = [*map(of_row, filter(is_page, ROWS)), *STATES, *ERRORS]
