"""Vietnamese as it is written and typed: folding, words, abbreviations, numerals."""
