"""Rules about units that can be broken."""

from flask_babel import gettext as _

from core.errors import DomainError


class UnitKnown(DomainError):
    def __init__(self) -> None:
        super().__init__(_("There is a unit of that name already."), field="name")


class TwoLevelsOnly(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("Units go two levels deep: an area, and the units in it. Choose an area."),
            field="parent",
        )


class HoldsUnits(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("This unit holds others. Move or remove them first."),
        )


class StillRead(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _(
                "A results reader reads this unit and no other. Choose other units for them first, "
                "under People; else they would read all."
            ),
        )


class NowhereToGo(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Choose where its people and pictures go."), field="to")


class NoUnitColumn(DomainError):
    def __init__(self) -> None:
        super().__init__(
            _("The first row must name the columns: “unit”, and “parent” if there are areas."),
            field="file",
        )


class NoRows(DomainError):
    def __init__(self) -> None:
        super().__init__(_("Choose a file, or paste some rows."), field="file")
