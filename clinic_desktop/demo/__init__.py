"""The demo clinic: invented people, made through the program's own commands from data/demo, dated back from today."""
