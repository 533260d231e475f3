"""What a device calls itself, in two plain words: its browser and its system."""

from dataclasses import dataclass

from flask_babel import gettext as _

# The first that fits counts: most browsers also name those they descend from.
BROWSERS = (
    ("Instagram", "Instagram"),
    ("FBAN/", "Facebook"),
    ("FBAV/", "Facebook"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("OPT/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("DuckDuckGo/", "DuckDuckGo"),
    ("Vivaldi/", "Vivaldi"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)
HANDHELD = frozenset({"iPhone", "Android"})


@dataclass(frozen=True)
class Device:
    """A browser and a system; each is empty when it is not one we know."""

    browser: str
    system: str


def named(user_agent: str) -> Device:
    """Return what a device says it is. It may lie; nothing but a list on one page relies on it."""
    return Device(_first(BROWSERS, user_agent), _first(SYSTEMS, user_agent))


def _first(names: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for sign, name in names if sign in user_agent), "")


def words(browser: str, system: str) -> str:
    """Return what a device is called on screen, as "Chrome on Windows"."""
    if browser and system:
        return str(_("%(browser)s on %(system)s", browser=browser, system=system))
    return browser or system or str(_("A browser we do not know"))


def this_one(system: str) -> str:
    """Return what to call the device somebody sits with."""
    if system in HANDHELD:
        return str(_("This phone"))
    return str(_("This tablet") if system == "iPad" else _("This computer"))
