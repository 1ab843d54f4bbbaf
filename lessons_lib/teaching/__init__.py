"""What a teacher prints: the answers of all exercises, and hand-outs."""
