"""The page of looks, transitions, filters, voices and matching."""
