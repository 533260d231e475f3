"""Films: their cover picture and their captions."""
