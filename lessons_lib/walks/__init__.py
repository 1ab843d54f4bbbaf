"""Walks: named quantities, each computed from others by a formula, found one at a time."""
