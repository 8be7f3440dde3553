"""What a designer writes, validated and frozen: exhibition, panel, layout, format, theme, printer."""
