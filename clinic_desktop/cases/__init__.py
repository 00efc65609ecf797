"""Cases: what a client is treated for, with its claim, adjuster and attorney."""
