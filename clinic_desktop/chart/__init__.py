"""Chart: what a client's chart says at a glance, and what to do next."""
