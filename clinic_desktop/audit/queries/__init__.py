"""What the audit trail holds, a page at a time, and whose rows its entries are about."""
