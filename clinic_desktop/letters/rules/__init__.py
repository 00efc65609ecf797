"""What a letter is made of, what is wrong with it, where that is put right, and which letter the record asks for."""
