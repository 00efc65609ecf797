"""The estimate: what a series of visits costs the client, what the plan pays, and the words for both."""
