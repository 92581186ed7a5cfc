"""The installer on machines that lack something."""
