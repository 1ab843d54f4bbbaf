"""Arrays -> Axes: draws once, returns what moves. Knows no network and no widget."""
