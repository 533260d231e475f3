"""When a mail may reach an ambassador: her quiet hours, by the clock of her organisation."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, or_

from ambassadors.models import Ambassador


def hour_at(now: datetime, zone_name: str) -> int:
    """Return the hour it is in the zone called ``zone_name``."""
    return now.astimezone(ZoneInfo(zone_name)).hour


def next_hour(now: datetime) -> datetime:
    """Return the moment at which somebody's quiet hours may be over."""
    return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def is_quiet(hour: int) -> ColumnElement[bool]:
    """Return the SQL condition that an ambassador wants no mail in the hour that it is."""
    begins, ends = Ambassador.quiet_from, Ambassador.quiet_until
    return or_(
        and_(begins < ends, begins <= hour, ends > hour),
        and_(begins > ends, or_(begins <= hour, ends > hour)),  # over midnight
    )
