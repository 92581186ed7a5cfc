"""Draws the content of a document as PDF and hands it to a printer."""
