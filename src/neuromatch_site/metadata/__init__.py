"""What machines read about the course and its pages: functions from the project to data."""
