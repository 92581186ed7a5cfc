"""A small house with a front desk, an office and three people."""

from dataclasses import replace

from hall.kernel.clock import ManualClock
from hall.security import actions as security
from hall.security.policy import SignInPolicy
from hall.service import Hall, SystemHall
from hall.storage import settings
from tests.halls import MONDAY_MORNING, named_hall

PASSWORD, OTHER = "Osmanthus-7", "Persimmon+8"


class House:
    """王芳 (101) is a clerk, 孙玉梅 (900) the administrator, 何敏 (001) a leader; two counters' PCs and an office."""

    def __init__(self, url: str) -> None:
        self.clock = ManualClock(MONDAY_MORNING)
        self.itself: SystemHall = named_hall(url, self.clock)
        self.ids = {
            number: self.itself.do(
                security.add_staff, number=number, name=name, department="community", roles=[role], password=PASSWORD
            )
            for number, name, role in (("101", "王芳", "clerk"), ("900", "孙玉梅", "admin"), ("001", "何敏", "leader"))
        }
        self.first, self.second = self.desk("counter", "1 号窗口"), self.desk("counter", "2 号窗口")
        self.office = self.desk("admin", "管理员的电脑")

    def desk(self, kind: str, name: str) -> Hall:
        device = self.itself.do(security.add_device, kind=kind, name=name)
        return self.itself.at(device.partition(".")[0])

    def set(self, **changes: object) -> None:
        policy = self.itself.see(lambda reading: settings.read(reading.session, SignInPolicy))
        self.itself.do(security.set_policy, policy=replace(policy, **changes))  # type: ignore[arg-type]

    def sits_down(self, desk: Hall, number: str = "101", password: str = PASSWORD, **more: object) -> bool:
        desk.noticed(frozenset())
        return desk.do(security.sign_in, number=number, password=password, **more) is not None  # type: ignore[arg-type]
