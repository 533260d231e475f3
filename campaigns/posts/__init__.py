"""What ambassadors published and talked about, logged by themselves."""
