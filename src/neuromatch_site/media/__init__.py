"""Pictures, and addresses of videos."""
