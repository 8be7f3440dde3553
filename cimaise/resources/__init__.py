"""Files opened once: fonts, pictures, profiles, map data, and the cache of what was made from them."""
