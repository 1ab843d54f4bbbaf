"""Material for teachers: the answers of all exercises, and hand-outs."""
