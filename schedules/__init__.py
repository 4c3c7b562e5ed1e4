"""The outermost ring: the only code that sees fetching, reading and storage together."""
