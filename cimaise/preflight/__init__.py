"""Facts of a finished PDF, and the print rules over them."""
