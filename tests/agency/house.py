"""The sample hall as the tests of agency see it: a resident who cannot go themselves, and a clerk who goes."""

import datetime as dt
from typing import Any

from hall.documents.content import Content, Grid, Lead
from hall.documents.views import content_of, documents_of
from hall.service import Hall, agency, agency_views, security
from tests.originals import house as originals

TODAY = dt.date(2026, 11, 23)
USUAL = ("submit", "supplement", "collect")
BOOK = {"name": "居民户口簿", "originals": 1, "copies": 1}
CARD = {"name": "居民身份证", "originals": 1, "copies": 1}
PASSWORD = "Osmanthus-7"


class House(originals.House):
    """The hall of the tray's tests, with words for the steps of an errand."""

    def entrust(self, *, matter: str = "MZ-001", **more: Any) -> str:
        """Take a mandate for 30 days at the first counter."""
        wanted = {"person_id": self.person(), "matter_code": matter} if "case_id" not in more else {}
        given = {"powers": USUAL, "until": self.today() + dt.timedelta(days=30), "identity_way": "card"}
        return self.clerk.do(agency.entrust, **{**wanted, **given, **more})

    def logged(self, *items: dict[str, Any], **more: Any) -> str:
        """Take an errand as far as its acceptance form."""
        errand = self.entrust(**more)
        self.clerk.do(agency.log, agency_id=errand, items=items, place="和平街道民政科")
        return errand

    def submitted(self, *items: dict[str, Any], **more: Any) -> str:
        """Hand an errand in above."""
        errand = self.logged(*items, **more)
        self.clerk.do(agency.submit, agency_id=errand, receipt_number="HP-0042")
        return errand

    def answered(self, *items: dict[str, Any], **result: Any) -> str:
        """Take an errand as far as its result."""
        errand = self.submitted(*items)
        self.clerk.do(agency.record_result, agency_id=errand, outcome="approved", **result)
        return errand

    def delivered(self) -> str:
        """Take an errand as far as its delivery."""
        errand = self.answered()
        self.clerk.do(agency.deliver, agency_id=errand)
        return errand

    def file(self, errand: str) -> agency_views.ErrandFile:
        return self.itself.see(agency_views.errand, agency_id=errand)

    def state(self, errand: str) -> str:
        return self.file(errand).card.state

    def today(self) -> dt.date:
        return self.itself.see(lambda reading: reading.today)

    def printed(self, errand: str, kind: str) -> Content:
        """Return the last paper of a kind that an errand was given."""
        papers = [each for each in self.itself.see(documents_of, subject_id=errand) if each.kind == kind]
        return self.itself.see(content_of, document_id=papers[-1].id)

    def grid_officer(self) -> Hall:
        """Sign a grid officer in at a desk of their own."""
        self.itself.do(
            security.add_staff, number="301", name="阎小川", department="community", roles=("grid_officer",),
            password=PASSWORD,
        )  # fmt: skip
        desk = self.itself.at(self.itself.do(security.add_device, kind="supervisor", name="网格").partition(".")[0])
        desk.do(security.sign_in, number="301", password=PASSWORD)
        return desk


def lead(paper: Content) -> str:
    """Return the first line of a paper."""
    return next(block.text for block in paper.blocks if isinstance(block, Lead))


def table(paper: Content, column: str) -> list[tuple[str, ...]]:
    """Return the rows of the table that has a column."""
    return next(list(block.rows) for block in paper.blocks if isinstance(block, Grid) and column in block.header)
