"""One file a block: its model in, its marks out."""
