"""One field of each of the sixteen types, for tests."""

from ui.shared.fields.plain import PlainField
from ui.shared.fields.spec import Choice, Helpers, IdentityFacts

FEW = (Choice("ill", "因病"), Choice("disabled", "因残"), Choice("school", "因学"))
MANY = tuple(Choice(f"{place:02}", f"{name}族") for place, name in enumerate("汉蒙回藏苗彝壮侗瑶", start=1))

ASSETS = (PlainField("kind", "种类", "text"), PlainField("worth", "估值", "money"))

ALL = (
    PlainField("school", "就读学校", "text", required=True),
    PlainField("times", "本年度次数", "number", unit="次"),
    PlainField("area", "住房面积", "number", decimals=2, unit="㎡"),
    PlainField("income", "家庭月总收入", "money", required=True),
    PlainField("happened", "发生日期", "date", required=True),
    PlainField("paid_to", "交至", "date", precision="month"),
    PlainField("lost_at", "遗失时间", "date", precision="minute"),
    PlainField("lease", "租期", "period"),
    PlainField("signed", "授权已签", "yes_no"),
    PlainField("cause", "致困原因", "choice", options=FEW),
    PlainField("nation", "民族", "choice", options=MANY),
    PlainField("items", "服务项目", "choices", options=FEW),
    PlainField("phone", "联系电话", "phone"),
    PlainField("address", "现住址", "address"),
    PlainField("account", "发放账号", "bank_account"),
    PlainField("applicant", "申请人", "person"),
    PlainField("members", "家庭成员", "people", columns=(PlainField("wage", "月收入", "money"),)),
    PlainField("employer", "用人单位", "organisation"),
    PlainField("helper", "帮扶责任人", "staff"),
    PlainField("assets", "财产", "table", columns=ASSETS),
)

ANSWERS = {
    "school": "幸福里小学",
    "times": 2,
    "area": "63.50",
    "income": "1409.50",
    "happened": "2026-11-22",
    "paid_to": "2026-11",
    "lost_at": "2026-11-22T09:00",
    "lease": {"from": "2026-01-01", "to": "2026-12-31"},
    "signed": False,
    "cause": "disabled",
    "nation": "03",
    "items": ["ill", "school"],
    "phone": "13900000000",
    "address": "幸福里 3 号楼 2 单元 501",
    "account": "6222021234567890123",
    "applicant": {
        "name": "𠅤小满",
        "id_kind": "passport",
        "id_number": "E12345678",
        "birth": "1954-03-08",
        "sex": "2",
        "phone": "13900000001",
        "relation": "",
    },
    "members": [
        {
            "name": "田禾",
            "id_kind": "none",
            "id_number": "",
            "birth": "2020-06-01",
            "sex": "1",
            "phone": "",
            "relation": "40",
            "wage": "0.00",
        }
    ],
    "employer": {"name": "幸福里物业服务有限公司", "credit_code": "91350100M000100Y43"},
    "helper": "s1",
    "assets": [{"kind": "存款", "worth": "20000.00"}, {"kind": "车辆", "worth": None}],
}


def check_identity(kind: str, number: str) -> str | None:
    return "号码最后一位对不上。" if kind == "resident_card" and not number.endswith("4") else None


def read_identity(kind: str, number: str) -> IdentityFacts | None:
    return IdentityFacts("1988-01-01", "1") if number == "440524188001010014" else None


HELPERS = Helpers(
    check_identity=check_identity,
    read_identity=read_identity,
    staff=(Choice("s1", "王芳"), Choice("s2", "李明")),
    initials=lambda text: {"回族": "hz", "呼叫下一位": "hjxyw"}.get(text, ""),
)
