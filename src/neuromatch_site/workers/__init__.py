"""Processes that read and render pages, on this machine or on others."""
