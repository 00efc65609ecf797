"""Body maps: what hurts where on a day, as marks on a drawn figure."""
