"""Model and resources to the page of marks."""
