"""The page of the finished videos."""
