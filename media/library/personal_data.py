"""Why the library's own tables hold nothing that is anybody's."""

from core.personal_data import exempt
from media.library.models import (
    Asset,
    AssetVersion,
    Collection,
    LookAlike,
    Rendition,
    collection_asset,
)

OWN_PICTURES = "the organisation's own pictures; who brought one in or replaced it is blanked"
MADE_OF_THEM = "what was made of the organisation's pictures, and how they are sorted"

exempt(Asset, OWN_PICTURES)
exempt(AssetVersion, OWN_PICTURES)
for table in (Rendition, LookAlike, Collection, collection_asset):
    exempt(table, MADE_OF_THEM)
