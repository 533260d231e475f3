"""What of this room belongs to units."""

from flask_babel import lazy_gettext as _l

from accounts.units.holding import hold
from ambassadors.models import Ambassador

hold(Ambassador, _l("Ambassadors, former ones too"))
