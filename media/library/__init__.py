"""Original pictures, their renditions, and who is in them."""
