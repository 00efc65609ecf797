"""`clinic-desktop --self-check`: the program proves that it is whole, in a folder that is thrown away."""
