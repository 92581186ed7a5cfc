"""The fixed words of a catalogue: every enumeration that a matter uses."""

from enum import StrEnum


class CaseType(StrEnum):
    """How a matter is worked (办件类型), after the practice of halls that sort by who decides and when."""

    IMMEDIATE = "immediate"
    PROMISED = "promised"
    AGENCY = "agency"
    REFERRAL = "referral"
    INTERNAL = "internal"
    CANCELLED = "cancelled"


class Level(StrEnum):
    """Who holds a step (层级): levels belong to steps, because a community mostly does not decide."""

    COMMUNITY = "community"
    STREET = "street"
    DISTRICT = "district"
    CITY = "city"
    PROVINCE = "province"
    POLICE = "police"
    PROVIDER = "provider"
    APPLICANT = "applicant"
    OTHER = "other"


class Role(StrEnum):
    """What the community does in a matter (社区角色)."""

    ACCEPT = "accept"
    AGENCY = "agency"
    ASSIST = "assist"
    FIRST_REVIEW = "first_review"
    DECIDE = "decide"
    REFER = "refer"
    NONE = "none"


class MaterialForm(StrEnum):
    """In which form a material is taken in (收取形式); an identity card is checked and handed back, never kept."""

    FILLED_FORM = "filled_form"
    ORIGINAL = "original"
    COPY = "copy"
    ORIGINAL_AND_COPY = "original_and_copy"
    CHECK_AND_COPY = "check_and_copy"
    CHECK_ONLY = "check_only"
    ELECTRONIC = "electronic"
    INFORMATION = "information"


class DayKind(StrEnum):
    """The unit of a limit: a law that says 日 and not 工作日 means calendar days."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"


class ResultKind(StrEnum):
    """What the applicant has in the end (办理结果)."""

    APPROVAL = "approval"
    PAYMENT = "payment"
    REGISTRATION = "registration"
    CERTIFICATE = "certificate"
    REFERRAL = "referral"
    GOODS = "goods"
    WAIVER = "waiver"
    AGREEMENT = "agreement"
    REPLY = "reply"
    DECISION = "decision"
    NONE = "none"


class PaperKind(StrEnum):
    """A paper of a matter (文书): the hall draws all kinds but EXTERNAL, which is only recorded as a result."""

    ACCEPTANCE_NOTICE = "acceptance_notice"
    MATERIAL_RECEIPT = "material_receipt"
    SUPPLEMENT_NOTICE = "supplement_notice"
    REFUSAL_NOTICE = "refusal_notice"
    RESULT_NOTICE = "result_notice"
    PUBLIC_NOTICE = "public_notice"
    RECEIPT = "receipt"
    DELIVERY_RECEIPT = "delivery_receipt"
    REFERRAL_SLIP = "referral_slip"
    CERTIFICATE = "certificate"
    AGREEMENT = "agreement"
    RECORD = "record"
    EXTERNAL = "external"


class DeemedAcceptance(StrEnum):
    """Whether silence for five working days counts as acceptance (视为受理; Administrative Licence Law art. 32)."""

    LAW = "law"
    LOCAL = "local"
    PRODUCT = "product"
    NONE = "none"


class PauseReason(StrEnum):
    """Why a running clock may stop (停表; Administrative Licence Law art. 45 and local rules)."""

    INSPECTION = "inspection"
    POSTING = "posting"
    ASSESSMENT = "assessment"
    APPRAISAL = "appraisal"
    HEARING = "hearing"


class Confidence(StrEnum):
    """How far the data of a matter can be trusted before a hall has checked it."""

    SOURCED = "sourced"
    PARTLY_SOURCED = "partly_sourced"
    TYPICAL = "typical"
    OWN_KNOWLEDGE = "own_knowledge"
