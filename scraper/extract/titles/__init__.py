"""What is announced: the register of works, the topic of a sentence, kinds of news, dates."""
