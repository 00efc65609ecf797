"""The clinic looked over: by itself after an end that was not clean and once a day, and whole when its owner asks."""
