"""Treatment plans: dated goals, phases and visits, signed by the therapist and sent for the prescriber’s signature."""
