"""One module for each notebook, of the same name: its interactives, its exercises."""
