"""Words between organisers and ambassadors: announcements, ideas and questions."""
