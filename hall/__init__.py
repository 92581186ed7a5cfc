"""The domain of a one-stop hall and its persistence: knows no screen and no paper."""
