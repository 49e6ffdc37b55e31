"""Whole journeys through the product in a real browser, against the servers that `make run` starts."""
