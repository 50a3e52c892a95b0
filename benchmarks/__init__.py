"""Measurements of this product beside other ways to make the same videos: ``python -m benchmarks``."""
