"""What a campaign costs: money, and hours of those who run it."""
