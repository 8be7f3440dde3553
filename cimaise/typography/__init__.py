"""Text to lines of glyphs: language rules, hyphenation, shaping, line breaking; knows no page."""
