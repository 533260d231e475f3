"""The turn of the season: the next one copied, this one closed, and who may be asked again."""
