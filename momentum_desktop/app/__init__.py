"""Where the parts meet: the service and the window are built here and wired to each other."""
