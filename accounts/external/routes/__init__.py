"""Pages about signing in somewhere else."""
