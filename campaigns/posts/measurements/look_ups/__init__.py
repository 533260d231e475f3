"""Looking up public numbers on Instagram, where the operator and the ambassador both say yes."""
