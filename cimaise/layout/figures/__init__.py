"""Maps and chronologies, drawn from data as marks."""
