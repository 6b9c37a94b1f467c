"""What every model of the configuration is made of: the shape of a model, a source and its basis, a problem."""
