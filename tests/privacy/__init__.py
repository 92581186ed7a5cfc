"""Tests of personal data: retention, a resident's own data, marked exports, what is left behind."""
