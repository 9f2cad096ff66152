"""Pages of the directory for ward staff with a second factor."""
