"""Areas, campuses, departments and clubs: a tree of two levels."""
