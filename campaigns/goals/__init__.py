"""Goals of a campaign, and the kinds of outcome an organisation adds itself."""
