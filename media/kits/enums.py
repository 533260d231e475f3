"""States of a kit, with their words. A leaf: imports nothing from this project."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l


class KitStatus(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> LazyString:
        """The state as organisers read it."""
        return STATUS_LABELS[self]


STATUS_LABELS = {
    KitStatus.DRAFT: _l("Draft"),
    KitStatus.PUBLISHED: _l("Published"),
    KitStatus.WITHDRAWN: _l("Withdrawn"),
}
