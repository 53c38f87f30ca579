"""The whole path of a case in a real browser, against real processes."""
