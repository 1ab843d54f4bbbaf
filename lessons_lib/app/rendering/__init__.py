"""Fast rendering with Agg: cached letters, cached texts, and a fast PNG encoder."""
