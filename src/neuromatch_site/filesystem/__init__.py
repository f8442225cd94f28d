"""Read files inside the course folder only; write files atomically."""
