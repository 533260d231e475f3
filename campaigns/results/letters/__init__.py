"""The monthly mail to those who read results."""
