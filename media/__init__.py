"""Pictures and the kits made of them."""
