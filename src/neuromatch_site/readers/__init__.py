"""Files -> the course in memory."""
