"""Arrays -> Axes: draw once, return what moves. Imports no network and no widget."""
