"""The page of all productions."""
