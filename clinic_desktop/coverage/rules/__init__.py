"""Facts from answers, the verdict from facts and rule packs, what would change it, and the estimate. Pure."""
