"""The ladder, the rows and the weeks of a campaign, for those who read results."""
