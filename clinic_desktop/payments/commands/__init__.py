"""What the clinic does with money: takes it, gives it back, keeps it, sells and uses what is paid before."""
