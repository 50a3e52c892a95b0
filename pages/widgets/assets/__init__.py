"""Choosing, bringing in and playing assets."""
