"""What every HTML page promises, checked on every page any test opens.

A page is parsed once, as strictly as the HTML standard does, and every check reads that one tree.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import html5lib

FIELDS = {"input", "select", "textarea"}
NEED_NO_LABEL = {"hidden", "submit", "button", "reset", "image"}
LOADS = ("src", "href", "action", "formaction", "poster", "data", "hx-get", "hx-post")
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
# These differ each time the same page is shown, and say nothing about the page.
TOKEN = re.compile(r'(name="csrf_token"[^>]* value=)"[^"]+"')
KEY = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b")


class BadPage(AssertionError):
    """A page breaks one of the promises; the message says which and where."""


class Tag:
    """One element and what is inside it; names are without their namespace."""

    def __init__(self, element: Element, parent: "Tag | None" = None) -> None:
        self.element, self.parent = element, parent
        self.name = _bare(element.tag)
        self.attributes = {_bare(name): value for name, value in element.attrib.items()}
        is_tag = [one for one in element if isinstance(one.tag, str)]  # and no comment
        self.children = [Tag(one, self) for one in is_tag]

    def __str__(self) -> str:
        written = ElementTree.tostring(self.element, encoding="unicode", method="html")
        return " ".join(written.split())[:160]

    def inside(self) -> Iterator["Tag"]:
        """Yield every element inside this one, in the page's order."""
        for child in self.children:
            yield child
            yield from child.inside()

    def says(self, *names: str) -> bool:
        """Say whether one of these attributes is there and not empty."""
        return any(self.attributes.get(name) for name in names)

    def text(self) -> str:
        """Return all words in it."""
        return "".join(self.element.itertext()).strip()

    def is_inside(self, name: str) -> bool:
        """Say whether it stands in an element of that name."""
        parent = self.parent
        return parent is not None and (parent.name == name or parent.is_inside(name))


def _bare(name: str) -> str:
    return name.rpartition("}")[2]


class Page:
    """A parsed page: its tags in their order, and what the parser found wrong."""

    def __init__(self, html: str, *, whole: bool) -> None:
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        root = Tag(parser.parse(html) if whole else parser.parseFragment(html))
        self.html, self.errors = html, parser.errors
        self.tags = [root, *root.inside()]
        self.ids = Counter(tag.attributes["id"] for tag in self.tags if "id" in tag.attributes)

    def named(self, *names: str) -> list[Tag]:
        """Return all elements of these names."""
        return [tag for tag in self.tags if tag.name in names]


def audit_page(html: str, *, host: str = "localhost", whole: bool = True) -> None:
    """Raise BadPage unless ``html`` keeps every promise; a fragment for htmx needs no h1."""
    keys: dict[str, str] = {}
    alike = KEY.sub(lambda found: keys.setdefault(found[0], f"key-{len(keys)}"), html)
    if faults := _faults(TOKEN.sub(r'\1"token"', alike), host, whole):
        raise BadPage("\n".join(faults))


@lru_cache(maxsize=2048)  # most who are refused are shown the very same page
def _faults(html: str, host: str, whole: bool) -> list[str]:
    page = Page(html, whole=whole)
    checks: list[Callable[[Page], list[str]]] = [
        markup_faults,
        double_ids,
        unlabelled_fields,
        inline_code,
        pictures_without_alt,
        forms_without_token,
        nameless_controls,
    ]
    if whole:
        checks += [page_frame_faults, dangling_pointers]
    return [fault for check in checks for fault in check(page)] + foreign_addresses(page, host)


def markup_faults(page: Page) -> list[str]:
    """Return what the standard's own parser complains of."""
    lines = [*page.html.splitlines(), ""]
    return [
        f"invalid HTML: {code} {details} at line {line}: {lines[line - 1].strip()[:120]}"
        for (line, _column), code, details in page.errors[:5]
    ]


def page_frame_faults(page: Page) -> list[str]:
    """Check language, title and the single main heading."""
    faults = []
    if not all(tag.says("lang") for tag in page.named("html")):
        faults.append("<html> has no lang")
    if not any(tag.text() for tag in page.named("title") if not tag.is_inside("svg")):
        faults.append("the page has no <title>")
    if len(headings := page.named("h1")) != 1:
        faults.append(f"{len(headings)} h1 headings instead of one: {[*map(str, headings)]}")
    if len(page.named("main")) != 1:
        faults.append("the page needs exactly one <main>")
    return faults


def double_ids(page: Page) -> list[str]:
    """Find ids that are used twice."""
    return [f"id {name!r} is used {times} times" for name, times in page.ids.items() if times > 1]


def dangling_pointers(page: Page) -> list[str]:
    """Find references to ids that are not on the page."""
    return [
        f"{attribute}={target!r} points at nothing in {tag}"
        for tag in page.tags
        for attribute in POINTERS
        for target in tag.attributes.get(attribute, "").split()
        if target not in page.ids
    ]


def unlabelled_fields(page: Page) -> list[str]:
    """Find fields nobody can name."""
    labelled = {tag.attributes.get("for") for tag in page.named("label") if tag.text()}
    return [
        f"no label for {field}"
        for field in page.named(*FIELDS)
        if field.attributes.get("type") not in NEED_NO_LABEL
        and not field.says("aria-label", "aria-labelledby")
        and not field.is_inside("label")
        and not (field.says("id") and field.attributes["id"] in labelled)
    ]


def inline_code(page: Page) -> list[str]:
    """Find what the content security policy would refuse."""
    faults = ["a <style> element" for _ in page.named("style")]
    faults += [
        f"inline script: {tag}"
        for tag in page.named("script")
        if "src" not in tag.attributes and tag.attributes.get("type") not in DATA_SCRIPTS
    ]
    for tag in page.tags:
        faults += [
            f"{name} attribute in {tag}"
            for name in tag.attributes
            if name == "style" or name.startswith("on")
        ]
        if tag.attributes.get("href", "").strip().lower().startswith("javascript:"):
            faults.append(f"javascript: address in {tag}")
    return faults


def foreign_addresses(page: Page, host: str) -> list[str]:
    """Find what would make the browser ask another host; a link to click is fine."""
    faults = []
    for tag in page.tags:
        for name in LOADS:
            address = tag.attributes.get(name)
            if address and (tag.name, name) != ("a", "href") and _is_foreign(address, host):
                faults.append(f"{name} asks another host: {tag}")
        for part in tag.attributes.get("srcset", "").split(","):
            if part.strip() and _is_foreign(part.split()[0], host):
                faults.append(f"srcset asks another host: {tag}")
    return faults


def _is_foreign(address: str, host: str) -> bool:
    parts = urlsplit(address)
    return bool(parts.netloc) and parts.netloc.split(":")[0] not in {host, "127.0.0.1"}


def pictures_without_alt(page: Page) -> list[str]:
    """Find pictures without alt text; decoration says so with an empty one."""
    faults = [f"no alt in {tag}" for tag in page.named("img") if "alt" not in tag.attributes]
    faults += [
        f"role=img without a name: {tag}"
        for tag in page.tags
        if tag.attributes.get("role") == "img"
        and not tag.says("aria-label", "aria-labelledby")
        and not any(one.name == "title" for one in tag.inside())
    ]
    return faults


def forms_without_token(page: Page) -> list[str]:
    """Find forms that post without a CSRF token."""
    return [
        f"no csrf_token in {form}"
        for form in page.named("form")
        if form.attributes.get("method", "get").lower() == "post"
        and not any(
            field.attributes.get("name") == "csrf_token" and "value" in field.attributes
            for field in form.inside()
        )
    ]


def nameless_controls(page: Page) -> list[str]:
    """Find links and buttons a screen reader cannot read aloud."""
    return [
        f"nothing to read aloud in {tag}"
        for tag in page.named("a", "button")
        if (tag.name == "button" or "href" in tag.attributes)
        and not tag.text()
        and not tag.says("aria-label", "aria-labelledby")
        and not any(_speaks(one) for one in tag.inside())
    ]


def _speaks(tag: Tag) -> bool:
    """Say whether a picture has words of its own."""
    return (tag.name == "img" and tag.says("alt")) or (tag.name == "svg" and tag.says("aria-label"))
