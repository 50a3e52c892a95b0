"""The studio's projects."""
