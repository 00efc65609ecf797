"""The paper of a bill: superbill, receipt, and either with VOID over it."""
