"""Own events: sign-up, the waiting list, the door, and what is asked afterwards."""
