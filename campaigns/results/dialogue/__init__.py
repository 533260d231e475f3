"""What kind of dialogue it was: what was talked about, what nobody could answer, what it gave."""
