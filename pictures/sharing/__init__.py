"""Share images: what a link to a page looks like in LINE, X or Slack, 1200×630 points.

`registry` learns which pages have one · `cards` says what stands on it and where its file lies · `setting` sets the
words, `composing` puts words and drawing together (both pure) · `making` is what the worker does.
"""
