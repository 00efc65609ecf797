"""What clients asked to be kept from their plans (45 CFR 164.522)."""
