"""Which part of a long list a page shows, under the names the pager reads. Pure."""

from dataclasses import dataclass

LAST_PAGE = 1_000_000


def page_number(text: str) -> int:
    """Return the page an address asks for, within what a database can count."""
    return min(max(int(text), 1), LAST_PAGE)


@dataclass(frozen=True)
class Page:
    """One page of a list; the names are those of Flask-SQLAlchemy's Pagination."""

    page: int
    total: int
    per_page: int

    @classmethod
    def of(cls, total: int, wanted: int, per_page: int) -> "Page":
        """Return the wanted page of a list of that length; one past the end is the last one."""
        pages = cls(1, total, per_page).pages
        return cls(min(max(wanted, 1), pages), total, per_page)

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.per_page))

    @property
    def offset(self) -> int:
        """How many come before this page."""
        return (self.page - 1) * self.per_page

    @property
    def following(self) -> int:
        """How many come after this page."""
        return max(0, self.total - self.offset - self.per_page)

    @property
    def length(self) -> int:
        """How many are on this page."""
        return self.total - self.offset - self.following

    @property
    def has_prev(self) -> bool:
        """Say whether there is an earlier page."""
        return self.page > 1

    @property
    def has_next(self) -> bool:
        """Say whether there is a later page."""
        return self.page < self.pages

    @property
    def prev_num(self) -> int:
        """The earlier page's number."""
        return self.page - 1

    @property
    def next_num(self) -> int:
        """The later page's number."""
        return self.page + 1
