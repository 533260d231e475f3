"""Pictures of a screen that show a post: the proof of a story, or of its numbers."""
