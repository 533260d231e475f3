"""Pages of how kits are received."""
