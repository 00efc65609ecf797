"""The form, the list and the paper of progress reports."""
