"""Pictures and the kits ambassadors take them from."""
