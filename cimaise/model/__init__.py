"""What a designer writes, validated and frozen: exhibition, panels, layouts, themes, tables."""
