"""Known mistakes, each an algorithm of its own: what a wrong number *is*, is found by computing it.

A mistake is given what the right algorithm is given, and returns what comes out instead. It may
raise ValueError where it cannot be made, because the shapes do not fit.
"""
