"""Known mistakes, each a complete algorithm: a wrong number is recognised by computing it.

A mistake takes the arguments of the right algorithm and returns the wrong result. It may raise
ValueError if the shapes do not allow the mistake.
"""
