"""Backpropagation and gradient descent, by hand and by touch."""
