"""The page of the stickers."""
