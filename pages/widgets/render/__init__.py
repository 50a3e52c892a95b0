"""The page of rendering."""
