"""The clinic looked over: everything counted, what is wrong said in words, and what can safely be put right."""
