"""The page of the output."""
