"""What of these rooms belongs to units."""

from flask_babel import lazy_gettext as _l

from accounts.units.holding import hold
from media.kits.models import Kit, KitVariant
from media.library.models import Asset

hold(Asset, _l("Pictures"))
hold(Kit, _l("Media kits"))
hold(KitVariant, _l("Local variants of media kits"))
