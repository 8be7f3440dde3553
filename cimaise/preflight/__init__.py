"""Preflight: a finished PDF, ours or anyone's → facts → findings by the printer's rules."""

from cimaise.preflight.engine import judge, preflight
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Finding, Findings, report_json
from cimaise.preflight.limits import PROFILES, Flavour, Profile
from cimaise.preflight.pdf_facts import inspect

__all__ = [
    "PROFILES",
    "Facts",
    "Finding",
    "Findings",
    "Flavour",
    "Profile",
    "inspect",
    "judge",
    "preflight",
    "report_json",
]
