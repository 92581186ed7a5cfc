"""A hall full of PCs at work: long runs by hand, with a short test beside."""
