"""What the clinic does with benefit statements: enters them, puts them right, takes what the plan paid as a payment."""
