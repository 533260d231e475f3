"""The badge's picture: a medal in the organisation's colour that names nobody."""

from flask import current_app

from ambassadors.recognition.models import Diploma
from core.contrast import on_colour
from core.languages import localised

LONGEST_LINE, LONGEST_BELOW = 21, 24
MOST_LINES = 2


def draw_badge(diploma: Diploma) -> bytes:
    """Return the picture as SVG."""
    cohort = diploma.ambassador.cohort
    colour = cohort.organisation.brand_colour
    years = sorted({cohort.season_start.year, cohort.season_end.year})
    # Not render_template: who is looking at a page stays out of the picture.
    drawing = current_app.jinja_env.get_template("ambassadors/recognition/badge.svg")
    return drawing.render(
        word=_short(localised(cohort, "ambassador_word").upper(), LONGEST_LINE),
        lines=_lines(cohort.name),
        organisation=cohort.organisation.name,
        below=_short(cohort.organisation.name, LONGEST_BELOW),
        years="–".join(str(year) for year in years),
        colour=colour,
        on_colour=on_colour(colour),
    ).encode()


def _lines(text: str) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > LONGEST_LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    kept = [_short(line, LONGEST_LINE) for line in lines[:MOST_LINES]]
    return kept if len(lines) <= MOST_LINES else [kept[0], _short(f"{kept[1]} …", LONGEST_LINE)]


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
