"""The pictures and the sound of the made-up brand, drawn by code."""
