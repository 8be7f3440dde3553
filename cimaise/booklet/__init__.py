"""Model to HTML to the booklet's PDFs, and their imposition."""
