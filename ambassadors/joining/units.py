"""What of this room belongs to units."""

from flask_babel import lazy_gettext as _l

from accounts.units.holding import hold
from ambassadors.joining.models import Application, Invitation

hold(Invitation, _l("Invitations"))
hold(Application, _l("Applications"))
