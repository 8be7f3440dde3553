"""Cimaise builds exhibition panels and a booklet from YAML. The flow, from a file to the wall:

    YAML ─ source ─ model ─┬─ layout ─ page of marks ─┬─ paint ─ panel PDF ─ preview PNG
                           │                          └─ checks (fit, ppi, legibility)
                           └─ booklet (HTML) ─ WeasyPrint ─ booklet PDFs ─ imposition
    panel PDF, booklet PDF ─ preflight (reads the finished file, blind to who made it)
    anything wrong, anywhere ─ Diagnostic ─ report (terminal, JSON, GitHub)

Folders are stages, and imports only go down: cli, build, then paint, booklet, checks, preflight
and report, then layout, resources, typography, model, source, and the ground floor (units,
geometry, inks, diagnostics). The central value is `layout.marks.Page`.
"""

__version__ = "0.1.0"
