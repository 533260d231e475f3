"""What ``make bench`` measures: ours beside a plain reference, in the same run on the same machine."""
