"""People who can be recognised in pictures: a register, their marks and what they agreed to."""
