"""Rules over the model and the page of marks: one small file a rule."""
