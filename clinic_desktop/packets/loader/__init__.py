"""Reads the file of packets, and gathers by it what stands around one."""
