"""The window in which a paper is verified: scanner, picture, PDF or camera in, one plain verdict out."""
