"""The exercises of the lessons: one module per lesson, of the same name."""
