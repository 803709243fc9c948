"""Words and sentences: tokens, stems, abbreviations, vocabulary, spelling."""
