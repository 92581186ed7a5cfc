"""What can change under a screen: a notice of change carries topics, never rows."""

from enum import StrEnum


class Topic(StrEnum):
    """A part of the data that windows show."""

    QUEUE = "queue"
    CONTACTS = "contacts"
    CASES = "cases"
    DOCUMENTS = "documents"
    POSTS = "posts"
    STAFF = "staff"
    CATALOGUE = "catalogue"
    SETTINGS = "settings"
    RATINGS = "ratings"
    PEOPLE = "people"
    ORIGINALS = "originals"
    SEALS = "seals"
    AGENCY = "agency"
