"""What panels and booklet write alike into a PDF: one rule each, the panels' own."""

from __future__ import annotations

from cimaise.paint import pdfx

# The finishing of panels writes one page; the booklet has many, and needs these of its parts.
image_object = pdfx.picture_stream
output_intent = pdfx._output_intent
pdfx_metadata = pdfx._xmp
write_info = pdfx._write_info
