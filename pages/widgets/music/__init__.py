"""The page of the music."""
