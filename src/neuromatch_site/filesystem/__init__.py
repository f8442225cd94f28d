"""Files of the course, and files that are written whole or not at all."""
