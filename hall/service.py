"""The composition root: the one object that a screen receives."""

from hall import policies, witness
from hall.agency import actions as agency
from hall.agency import rules as agency_rules
from hall.agency import views as agency_views
from hall.appointments import actions as appointments
from hall.appointments import views as appointments_views
from hall.appointments.files import read_rows as read_appointments
from hall.archive import actions as archive
from hall.archive import checking as archive_checking
from hall.archive import packing as archive_packing
from hall.archive import views as archive_views
from hall.audit import chain as audit_chain
from hall.audit import comparing as audit_comparing
from hall.audit import export as audit_export
from hall.audit import following as audit_following
from hall.audit import looks as audit_looks
from hall.audit import noting as audit
from hall.audit import words as audit_words
from hall.backup import actions as backup
from hall.backup import known as backup_known
from hall.backup import moving as backup_moving
from hall.backup import places as backup_places
from hall.backup import proving as backup_proving
from hall.backup import restoring as backup_restoring
from hall.backup import views as backup_views
from hall.backup import writing as backup_writing
from hall.books import actions as books
from hall.books import rules as books_rules
from hall.books import views as books_views
from hall.cases import actions as cases
from hall.cases import cards as cases_cards
from hall.cases import demands as cases_demands
from hall.cases import duty_views as cases_duties
from hall.cases import endings as cases_endings
from hall.cases import progress as cases_progress
from hall.cases import recounting as cases_recounting
from hall.cases import register_cards as cases_register_cards
from hall.cases import registers as cases_registers
from hall.cases import samples as cases_samples
from hall.cases import supervision as cases_supervision
from hall.cases import undelivered as cases_undelivered
from hall.cases import views as cases_views
from hall.catalogue import actions as catalogue
from hall.catalogue import rules as catalogue_rules
from hall.catalogue import search as catalogue_search
from hall.catalogue import views as catalogue_views
from hall.catalogue.files import read_catalogue
from hall.catalogue.problems import CatalogueProblems
from hall.check import find_problems
from hall.contacts import actions as contacts
from hall.contacts import promises as contacts_promises
from hall.contacts import views as contacts_views
from hall.documents import actions as documents
from hall.documents import blanks as documents_blanks
from hall.documents import publishing as documents_publishing
from hall.documents import recovery_paper as documents_recovery_paper
from hall.documents import register as documents_register
from hall.documents import rules as documents_rules
from hall.documents import samples as documents_samples
from hall.documents import statement as documents_statement
from hall.documents import verifying as documents_verifying
from hall.documents import views as documents_views
from hall.documents.typefaces import FontPolicy
from hall.dossier import actions as dossier
from hall.dossier import page as dossier_page
from hall.dossier import parts as dossier_parts
from hall.dossier import rules as dossier_rules
from hall.exchange import actions as exchange
from hall.exchange import page as exchange_page
from hall.exchange import parcel as exchange_parcel
from hall.exchange import rules as exchange_rules
from hall.exchange import views as exchange_views
from hall.facade import Hall, SystemHall
from hall.keys import actions as keys
from hall.keys import cards as keys_cards
from hall.keys import lists as keys_lists
from hall.keys import rules as keys_rules
from hall.keys import signing as keys_signing
from hall.keys import views as keys_views
from hall.leaflets import actions as leaflets
from hall.leaflets import views as leaflets_views
from hall.originals import actions as originals
from hall.originals import rules as originals_rules
from hall.originals import views as originals_views
from hall.people import actions as people
from hall.people import ages as people_ages
from hall.people import importing as people_importing
from hall.people import looking as people_looking
from hall.people import roster as people_roster
from hall.people import roster_rules as people_roster_rules
from hall.people import rules as people_rules
from hall.people import views as people_views
from hall.policies import SettingCard
from hall.posts import actions as posts
from hall.posts import help as posts_help
from hall.posts import roster as posts_roster
from hall.posts import rules as posts_rules
from hall.posts import views as posts_views
from hall.posts.files import read_rows as read_posts
from hall.privacy import actions as privacy
from hall.privacy import chapters as privacy_chapters
from hall.privacy import page as privacy_page
from hall.privacy import papers as privacy_papers
from hall.privacy import rules as privacy_rules
from hall.privacy import samples as privacy_samples
from hall.privacy import views as privacy_views
from hall.queue import actions as queue
from hall.queue import figures as queue_figures
from hall.queue import hours as queue_hours
from hall.queue import policy as queue_policy
from hall.queue import priority as queue_priority
from hall.queue import undoing as queue_undoing
from hall.queue import views as queue_views
from hall.ratings import actions as ratings
from hall.ratings import figures as ratings_figures
from hall.ratings import views as ratings_views
from hall.screens import display as screens_display
from hall.screens import facing as screens_facing
from hall.screens import leaving as screens_leaving
from hall.screens import notices as screens_notices
from hall.screens import policy as screens_policy
from hall.seals import actions as seals
from hall.seals import keepers as seals_keepers
from hall.seals import views as seals_views
from hall.security import actions as security
from hall.security import keyfiles as security_keyfiles
from hall.security import passwords as security_passwords
from hall.security import rules as security_rules
from hall.security import views as security_views
from hall.statistics import actions as statistics
from hall.statistics import anchor_proofs as statistics_anchor_proofs
from hall.statistics import anchors as statistics_anchors
from hall.statistics import closing as statistics_closing
from hall.statistics import live as statistics_live
from hall.statistics import views as statistics_views
from hall.stock import actions as stock
from hall.stock import rules as stock_rules
from hall.stock import views as stock_views
from hall.storage import settings
from hall.storage.place import HallFacts
from hall.storage.work import Reading
from hall.templates import actions as templates
from hall.templates import samples as templates_samples
from hall.templates import views as templates_views
from hall.workdays import actions as workdays
from hall.workdays import views as workdays_views
from hall.workdays.package import read_package as read_holiday_package

__all__ = [
    "CatalogueProblems",
    "Hall",
    "HallFacts",
    "Reading",
    "SettingCard",
    "SystemHall",
    "agency",
    "agency_rules",
    "agency_views",
    "appointments",
    "appointments_views",
    "archive",
    "archive_checking",
    "archive_packing",
    "archive_views",
    "audit",
    "audit_chain",
    "audit_comparing",
    "audit_export",
    "audit_following",
    "audit_looks",
    "audit_words",
    "backup",
    "backup_known",
    "backup_moving",
    "backup_places",
    "backup_proving",
    "backup_restoring",
    "backup_views",
    "backup_writing",
    "books",
    "books_rules",
    "books_views",
    "cases",
    "cases_cards",
    "cases_demands",
    "cases_duties",
    "cases_endings",
    "cases_progress",
    "cases_recounting",
    "cases_register_cards",
    "cases_registers",
    "cases_samples",
    "cases_supervision",
    "cases_undelivered",
    "cases_views",
    "catalogue",
    "catalogue_rules",
    "catalogue_search",
    "catalogue_views",
    "clipboard_seconds_of",
    "contacts",
    "contacts_promises",
    "contacts_views",
    "documents",
    "documents_blanks",
    "documents_publishing",
    "documents_recovery_paper",
    "documents_register",
    "documents_rules",
    "documents_samples",
    "documents_statement",
    "documents_verifying",
    "documents_views",
    "dossier",
    "dossier_page",
    "dossier_parts",
    "dossier_rules",
    "exchange",
    "exchange_page",
    "exchange_parcel",
    "exchange_rules",
    "exchange_views",
    "facts_of",
    "find_problems",
    "font_policy_of",
    "keys",
    "keys_cards",
    "keys_lists",
    "keys_rules",
    "keys_signing",
    "keys_views",
    "leaflets",
    "leaflets_views",
    "originals",
    "originals_rules",
    "originals_views",
    "people",
    "people_ages",
    "people_importing",
    "people_looking",
    "people_roster",
    "people_roster_rules",
    "people_rules",
    "people_views",
    "policies",
    "posts",
    "posts_help",
    "posts_roster",
    "posts_rules",
    "posts_views",
    "privacy",
    "privacy_chapters",
    "privacy_page",
    "privacy_papers",
    "privacy_rules",
    "privacy_samples",
    "privacy_views",
    "queue",
    "queue_figures",
    "queue_hours",
    "queue_policy",
    "queue_policy_of",
    "queue_priority",
    "queue_undoing",
    "queue_views",
    "ratings",
    "ratings_figures",
    "ratings_views",
    "read_appointments",
    "read_catalogue",
    "read_holiday_package",
    "read_posts",
    "screens_display",
    "screens_facing",
    "screens_leaving",
    "screens_notices",
    "screens_policy",
    "seals",
    "seals_keepers",
    "seals_views",
    "security",
    "security_keyfiles",
    "security_passwords",
    "security_rules",
    "security_views",
    "statistics",
    "statistics_anchor_proofs",
    "statistics_anchors",
    "statistics_closing",
    "statistics_live",
    "statistics_views",
    "stock",
    "stock_rules",
    "stock_views",
    "templates",
    "templates_samples",
    "templates_views",
    "witness",
    "workdays",
    "workdays_views",
]


def facts_of(reading: Reading) -> HallFacts:
    """Return what every screen and paper says about the hall."""
    return settings.read(reading.session, HallFacts)


def clipboard_seconds_of(reading: Reading) -> int:
    """Return after how many seconds a copied number is cleared from the clipboard."""
    return settings.read(reading.session, privacy_rules.ClipboardPolicy).seconds


def font_policy_of(reading: Reading) -> FontPolicy:
    """Return which installed fonts this hall has named for its papers."""
    return settings.read(reading.session, FontPolicy)


def queue_policy_of(reading: Reading) -> queue_policy.QueuePolicy:
    """Return what this hall has settled about its queue."""
    return settings.read(reading.session, queue_policy.QueuePolicy)
