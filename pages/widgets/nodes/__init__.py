"""The page of the script nodes."""
