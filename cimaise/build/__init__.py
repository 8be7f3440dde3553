"""The pipeline: reads, lays out, checks and paints what was asked for, and nothing twice."""
