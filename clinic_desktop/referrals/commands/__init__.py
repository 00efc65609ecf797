"""Keep the prescribers, the prescriptions and the diagnoses of a case."""
