"""How steadily a cohort tells: weeks, silences, who carries it, and the season before beside it."""
