"""Chronologies: events in, one group of marks out. `figure.draw_chronology` is the way in."""
