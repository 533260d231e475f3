"""Results shared by a link with an end and a password: for a council, a board, a partner."""
