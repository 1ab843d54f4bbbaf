"""Material for teachers: the answers to all exercises, and handouts."""
