"""The talk of one screen with one resident, without any widget: what is asked, what was answered, when it ends."""

from enum import StrEnum

from ui.rating.news import Answer, Screen

BAD = (2, 1)
ASK_SECONDS = 30
"""So long a question stands that nobody answers; then it goes away as no answer."""
MORE_SECONDS = 60
"""So long the page of reasons waits for the next touch; then the grade is sent as it is."""
THANKS_SECONDS = 4


class Page(StrEnum):
    """What fills the screen: exactly one of these."""

    SIGN = "sign"
    TEXT = "text"
    FACES = "faces"
    REASONS = "reasons"
    PHONE = "phone"
    THANKS = "thanks"


class Talk:
    """Leads a resident from the faces to the thanks; a grade that was touched is never lost.

    Attributes:
        page: what fills the screen.
        grade: the bad grade whose reasons are being asked.
        reasons: the codes ticked.
        phone: the number typed.
        answered: what was sent last, for the words of thanks.
        left: seconds until the page goes away by itself; 0 for never.
    """

    def __init__(self) -> None:
        self.page = Page.SIGN
        self.grade: int | None = None
        self.reasons: list[str] = []
        self.phone = ""
        self.answered: Answer | None = None
        self.left = 0
        self._asked = ""
        self._done = ""

    @property
    def is_asking(self) -> bool:
        """Whether a resident is being asked."""
        return self.page in (Page.FACES, Page.REASONS, Page.PHONE)

    def take(self, screen: Screen) -> Answer | None:
        """Take in what the hall says; answers with what has to be sent because the next resident is there."""
        visit = screen.to_rate.ticket_id if screen.to_rate is not None else ""
        if not visit:
            self._done = ""
        broken_off = self._break_off() if self.is_asking and visit != self._asked else None
        if visit and visit not in (self._done, self._asked):
            self._forget()
            self._asked = visit
            self._turn(Page.FACES, ASK_SECONDS)
        elif not self.is_asking and self.page is not Page.THANKS:
            self._turn(Page.TEXT if screen.facing.text else Page.SIGN, 0)
        elif self.page is Page.THANKS and screen.facing.text:
            self._turn(Page.TEXT, 0)
        return broken_off

    def choose(self, grade: int) -> Answer | None:
        """A face was touched; a bad grade asks for reasons first, a good one is the answer."""
        if grade not in BAD:
            return self._answer(Answer(self._asked, grade))
        self.grade = grade
        self._turn(Page.REASONS, MORE_SECONDS)
        return None

    def tick(self, code: str) -> None:
        """Tick a reason, or take the tick away."""
        if code in self.reasons:
            self.reasons.remove(code)
        else:
            self.reasons.append(code)
        self.touched()

    def ask_phone(self) -> None:
        """The resident wants an answer."""
        self._turn(Page.PHONE, MORE_SECONDS)

    def keep_phone(self, phone: str) -> None:
        """The number under which they want it; an empty one takes it back."""
        self.phone = phone
        self._turn(Page.REASONS, MORE_SECONDS)

    def back(self) -> None:
        """The wrong face was touched."""
        self.grade, self.reasons, self.phone = None, [], ""
        self._turn(Page.FACES, ASK_SECONDS)

    def submit(self) -> Answer:
        """Send the bad grade with its reasons."""
        return self._answer(Answer(self._asked, self.grade, tuple(self.reasons), self.phone))

    def decline(self) -> Answer:
        """The resident does not want to rate, which needs no thanks and no reason."""
        answer = Answer(self._asked)
        self._end(Page.SIGN, 0)
        return answer

    def touched(self) -> None:
        """Somebody is there."""
        if self.page in (Page.REASONS, Page.PHONE):
            self.left = MORE_SECONDS
        elif self.page is Page.FACES:
            self.left = ASK_SECONDS

    def second(self) -> Answer | None:
        """A second has passed; answers with what has to be sent because nobody is there any more."""
        if self.left == 0:
            return None
        self.left -= 1
        if self.left:
            return None
        if self.page is Page.THANKS:
            self._turn(Page.SIGN, 0)
            return None
        return self._break_off()

    def failed(self, answer: Answer) -> None:
        """The hall could not be told: the resident is asked once more."""
        if self._done == answer.ticket_id:
            self._done = ""
            self._turn(Page.SIGN, 0)

    def _break_off(self) -> Answer:
        """End the question: what was touched counts, the rest stays blank."""
        answer = Answer(self._asked, self.grade, tuple(self.reasons), self.phone)
        self._end(Page.SIGN, 0)
        return answer

    def _answer(self, answer: Answer) -> Answer:
        self._end(Page.THANKS, THANKS_SECONDS)
        self.answered = answer
        return answer

    def _end(self, page: Page, seconds: int) -> None:
        self._done, self._asked = self._asked, ""
        self._forget()
        self._turn(page, seconds)

    def _forget(self) -> None:
        """Nothing of one resident stays for the next."""
        self.grade, self.reasons, self.phone, self.answered = None, [], "", None

    def _turn(self, page: Page, seconds: int) -> None:
        self.page, self.left = page, seconds
