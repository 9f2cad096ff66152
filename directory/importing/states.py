"""What a run or a proposal refuses."""


class NotNow(Exception):
    """It is in no state for that; the text is a sentence for staff."""
