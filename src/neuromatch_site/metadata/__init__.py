"""Machine-readable metadata of the course and its pages: functions from the project to data."""
