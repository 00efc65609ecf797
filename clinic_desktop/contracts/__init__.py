"""What the clinic agreed with payers: therapist, network, days, and the fee for each code."""
