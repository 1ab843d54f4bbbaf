"""Code that at least two lessons use."""
