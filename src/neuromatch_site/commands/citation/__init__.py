"""The course's citation: its files, and its deposit on Zenodo."""
