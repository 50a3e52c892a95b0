"""The page of the storage addresses."""
