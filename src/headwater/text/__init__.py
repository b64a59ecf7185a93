"""What is known of strings: addresses, languages, sentences, quotation marks, shingles. Pure."""
