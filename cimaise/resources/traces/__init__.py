"""Gray levels of a picture to what was done to it before: enlarged, or compressed."""
