"""YAML text → plain data, every value with its place, and every mistake that can be told apart.

`reading` opens a file and judges its bytes, `parsing` turns its text into data, `scalars` says what
is a number and what stays text, `comments` finds those that speak to us, `syntax` explains what
YAML could not read, `recovering` finds what can be read all the same.
"""

from cimaise.source.document import Comment, Document, Keys, Unreadable
from cimaise.source.parsing import parse
from cimaise.source.reading import Reading, read, read_parts

__all__ = ["Comment", "Document", "Keys", "Reading", "Unreadable", "parse", "read", "read_parts"]
