"""The rules: one file each, its docstring the page that a designer reads."""
