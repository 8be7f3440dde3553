"""Files opened once: fonts, pictures, profiles, map data; and the cache of what they became."""
