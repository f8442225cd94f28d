"""Images, and URLs of videos."""
