"""What every reading starts from: quotation marks, words, vocabulary."""
