"""Everything that is stored between builds: every key, every fingerprint."""
