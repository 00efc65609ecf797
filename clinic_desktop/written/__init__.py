"""Files that people write, in TOML: read strictly, and every mistake said with its line."""
