"""What is done with packets: begun, changed, issued, sent, answered, voided; and what payers want proved."""
