"""Tests that attack the hall as somebody would who means it harm."""
