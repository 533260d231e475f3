"""What an owner decides about an organisation: its names, words, texts, colour and logo."""
