"""Marks to PDF and SVG."""
