"""What each command does, given its parsed arguments; each returns the exit status."""
