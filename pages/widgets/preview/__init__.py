"""A real frame of the project that changes with its settings."""
