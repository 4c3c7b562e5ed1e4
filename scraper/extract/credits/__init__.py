"""Who does what on which title: the frames, lists and ledgers that credits are read with."""
