"""Editors for the field types of the catalogue's forms (表单), and the form that holds them."""
