"""From coarse places to exact points, through an address search in the network.

asking (one question a second, bounded answers) → judging (is it this address, and in the ward?) → running (every answer
kept, every company in a transaction of its own). What staff set by hand is never touched.
"""
