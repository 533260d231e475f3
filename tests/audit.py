"""What every HTML page promises, checked on every page any test opens."""

from collections.abc import Callable
from urllib.parse import urlsplit

import html5lib
from bs4 import BeautifulSoup, Tag

BUTTONS = "[type=hidden], [type=submit], [type=button], [type=reset], [type=image]"
FIELDS = f"input:not({BUTTONS}), select, textarea"
LOADS = ("src", "href", "action", "formaction", "poster", "data", "xlink:href", "hx-get", "hx-post")
DATA_SCRIPTS = {"application/json", "application/ld+json"}
POINTERS = (
    "for",
    "aria-describedby",
    "aria-labelledby",
    "aria-controls",
    "list",
    "form",
    "popovertarget",
)


class BadPage(AssertionError):
    """A page breaks one of the promises; the message says which and where."""


def audit_page(html: str, *, host: str = "localhost", whole: bool = True) -> None:
    """Raise BadPage unless ``html`` keeps every promise; a fragment for htmx needs no h1."""
    page = BeautifulSoup(html, "html.parser")
    faults = [*markup_faults(html, whole=whole)]
    checks: list[Callable[[BeautifulSoup], list[str]]] = [
        double_ids,
        unlabelled_fields,
        inline_code,
        pictures_without_alt,
        forms_without_token,
        nameless_controls,
    ]
    for check in checks:
        faults += check(page)
    faults += foreign_addresses(page, host)
    if whole:
        faults += page_frame_faults(page) + dangling_pointers(page)
    if faults:
        raise BadPage("\n".join(faults))


def markup_faults(html: str, *, whole: bool) -> list[str]:
    """Parse as strictly as the HTML standard does."""
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(html) if whole else parser.parseFragment(html)
    lines = [*html.splitlines(), ""]
    return [
        f"invalid HTML: {code} {details} at line {line}: {lines[line - 1].strip()[:120]}"
        for (line, _column), code, details in parser.errors[:5]
    ]


def page_frame_faults(page: BeautifulSoup) -> list[str]:
    """Check language, title and the single main heading."""
    faults = []
    if not (page.html and page.html.get("lang")):
        faults.append("<html> has no lang")
    if not (page.title and page.title.get_text(strip=True)):
        faults.append("the page has no <title>")
    if len(headings := page.select("h1")) != 1:
        faults.append(f"{len(headings)} h1 headings instead of one: {headings}")
    if len(page.select("main")) != 1:
        faults.append("the page needs exactly one <main>")
    return faults


def double_ids(page: BeautifulSoup) -> list[str]:
    """Find ids that are used twice."""
    ids = [str(tag["id"]) for tag in page.select("[id]")]
    return [
        f"id {name!r} is used {ids.count(name)} times" for name in set(ids) if ids.count(name) > 1
    ]


def dangling_pointers(page: BeautifulSoup) -> list[str]:
    """Find references to ids that are not on the page."""
    ids = {str(tag["id"]) for tag in page.select("[id]")}
    return [
        f"{attribute}={target!r} points at nothing in {str(tag)[:120]}"
        for attribute in POINTERS
        for tag in page.select(f"[{attribute}]")
        for target in str(" ".join(tag.get_attribute_list(attribute))).split()
        if target not in ids
    ]


def unlabelled_fields(page: BeautifulSoup) -> list[str]:
    """Find fields nobody can name."""
    return [
        f"no label for {str(field)[:120]}"
        for field in page.select(FIELDS)
        if not _labelled(page, field)
    ]


def _labelled(page: BeautifulSoup, field: Tag) -> bool:
    if field.get("aria-label") or field.get("aria-labelledby") or field.find_parent("label"):
        return True
    label = page.find("label", attrs={"for": field["id"]}) if field.get("id") else None
    return bool(label and label.get_text(strip=True))


def inline_code(page: BeautifulSoup) -> list[str]:
    """Find what the content security policy would refuse."""
    faults = [f"style attribute in {str(tag)[:120]}" for tag in page.select("[style]")]
    faults += ["a <style> element" for _ in page.select("style")]
    faults += [
        f"inline script: {str(tag)[:120]}"
        for tag in page.select("script:not([src])")
        if tag.get("type") not in DATA_SCRIPTS
    ]
    for tag in page.find_all(True):
        faults += [
            f"{name} attribute in {str(tag)[:120]}" for name in tag.attrs if name.startswith("on")
        ]
        if str(tag.get("href", "")).strip().lower().startswith("javascript:"):
            faults.append(f"javascript: address in {str(tag)[:120]}")
    return faults


def foreign_addresses(page: BeautifulSoup, host: str) -> list[str]:
    """Find what would make the browser ask another host; a link to click is fine."""
    faults = []
    for tag in page.find_all(True):
        for name in LOADS:
            if (
                tag.get(name)
                and not (tag.name == "a" and name == "href")
                and _is_foreign(str(tag[name]), host)
            ):
                faults.append(f"{name} asks another host: {str(tag)[:160]}")
        for part in str(tag.get("srcset", "")).split(","):
            if part.strip() and _is_foreign(part.split()[0], host):
                faults.append(f"srcset asks another host: {str(tag)[:160]}")
    return faults


def _is_foreign(address: str, host: str) -> bool:
    parts = urlsplit(address)
    return bool(parts.netloc) and parts.netloc.split(":")[0] not in {host, "127.0.0.1"}


def pictures_without_alt(page: BeautifulSoup) -> list[str]:
    """Find pictures without alt text; decoration says so with an empty one."""
    faults = [f"no alt in {str(tag)[:120]}" for tag in page.select("img:not([alt])")]
    faults += [
        f"role=img without a name: {str(tag)[:120]}"
        for tag in page.select("[role=img]")
        if not (tag.get("aria-label") or tag.get("aria-labelledby") or tag.find("title"))
    ]
    return faults


def forms_without_token(page: BeautifulSoup) -> list[str]:
    """Find forms that post without a CSRF token."""
    return [
        f"no csrf_token in {' '.join(str(form).split())[:120]}"
        for form in page.select("form")
        if str(form.get("method", "get")).lower() == "post"
        and not form.select_one("input[name=csrf_token][value]")
    ]


def nameless_controls(page: BeautifulSoup) -> list[str]:
    """Find links and buttons a screen reader cannot read aloud."""
    return [
        f"nothing to read aloud in {str(tag)[:120]}"
        for tag in page.select("a[href], button")
        if not (
            tag.get_text(strip=True)
            or tag.get("aria-label")
            or tag.get("aria-labelledby")
            or tag.select_one("img[alt]:not([alt='']), svg[aria-label], svg title")
        )
    ]
