"""Who is where in training, what is hard, and a word back to those who practise."""
