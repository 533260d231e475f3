"""A page of a list is one there is, and knows its neighbours."""

import pytest

from core.paging import Page


@pytest.mark.parametrize(
    ("total", "wanted", "page", "pages", "offset"),
    [(0, 1, 1, 1, 0), (50, 1, 1, 1, 0), (51, 2, 2, 2, 50), (51, 9, 2, 2, 50), (51, -1, 1, 2, 0)],
)
def test_a_page_past_either_end_is_the_nearest(
    total: int, wanted: int, page: int, pages: int, offset: int
) -> None:
    found = Page.of(total, wanted, per_page=50)
    assert (found.page, found.pages, found.offset) == (page, pages, offset)
    assert found.offset + found.length + found.following == total


def test_the_middle_page_has_both_neighbours() -> None:
    found = Page.of(150, 2, per_page=50)
    assert (found.has_prev, found.prev_num, found.has_next, found.next_num) == (True, 1, True, 3)


def test_the_only_page_has_none() -> None:
    found = Page.of(3, 1, per_page=50)
    assert (found.has_prev, found.has_next) == (False, False)
