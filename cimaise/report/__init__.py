"""Diagnostics to terminal, JSON and GitHub."""
