"""Maps, drawn from data: a map block and a frame in, one group of marks out (`figure.draw_map`)."""
