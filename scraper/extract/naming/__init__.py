"""Who is named: proper names, the phrases that hold them, and the register that tells who a word stands for."""
