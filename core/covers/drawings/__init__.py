"""One module a family; each has `draw(canvas, choices)`."""
