"""Markdown that organisers write, made into HTML that cannot hurt a reader."""

from functools import cache
from typing import TYPE_CHECKING

import nh3
from markupsafe import Markup

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "h2", "h3", "a", "blockquote", "code", "hr"}
ATTRIBUTES: dict[str, set[str]] = {"*": set(), "a": {"href"}}  # the library would add a title
SCHEMES = {"https", "http", "mailto"}


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415 -- slow to import, and few pages need it

    return MarkdownIt("commonmark", {"html": False})


def render(source: str) -> Markup:
    """Return Markdown as HTML with nothing in it but ``TAGS``; remote pictures are dropped.

    Headings move down one level, since the page's own heading is the first.
    """
    html = _parser().render(source).replace("<h2>", "<h3>").replace("</h2>", "</h3>")
    html = html.replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="nofollow ugc noopener",
    )
    return Markup(clean)  # noqa: S704 -- nh3 has just cleaned it
