"""The page of the asset library."""
