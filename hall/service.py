"""The composition root: the one object that a screen receives."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, Self, TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from hall import policies
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
from hall.documents import register as documents_register
from hall.documents import rules as documents_rules
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
from hall.gate import Gate, storage_sentences
from hall.kernel.actor import SYSTEM_DEVICE, Actor
from hall.kernel.clock import Clock, SystemClock
from hall.kernel.ids import new_id
from hall.kernel.topics import Topic
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
from hall.screens import notices as screens_notices
from hall.screens import policy as screens_policy
from hall.seals import actions as seals
from hall.seals import keepers as seals_keepers
from hall.seals import views as seals_views
from hall.security import actions as security
from hall.security import views as security_views
from hall.statistics import actions as statistics
from hall.statistics import anchors as statistics_anchors
from hall.statistics import closing as statistics_closing
from hall.statistics import live as statistics_live
from hall.statistics import views as statistics_views
from hall.stock import actions as stock
from hall.stock import rules as stock_rules
from hall.stock import views as stock_views
from hall.storage import settings
from hall.storage.action import Action, all_actions
from hall.storage.changes import ChangeFeed
from hall.storage.place import HallFacts, place_of
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
    "contacts",
    "contacts_promises",
    "contacts_views",
    "documents",
    "documents_blanks",
    "documents_publishing",
    "documents_register",
    "documents_rules",
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
    "screens_notices",
    "screens_policy",
    "seals",
    "seals_keepers",
    "seals_views",
    "security",
    "security_views",
    "statistics",
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
    "workdays",
    "workdays_views",
]

P = ParamSpec("P")
Answer = TypeVar("Answer", bound="str | int | bool | None")
Seen = TypeVar("Seen")

HALL_ITSELF = Actor(SYSTEM_DEVICE)


class Hall:
    """One hall as seen from one device.

    Attributes:
        feed: tells of changes that any client made.
        clock: the hall's time.
    """

    def __init__(self, engine: Engine, gate: Gate, feed: ChangeFeed, device_id: str = SYSTEM_DEVICE) -> None:
        self._engine = engine
        self._gate = gate
        self._device_id = device_id
        self._actor: Actor | None = None
        self.feed = feed
        self.clock: Clock = gate.clock

    @classmethod
    def open(cls, engine: Engine, clock: Clock | None = None) -> Self:
        """Open a hall on a database whose tables stand."""
        with storage_sentences(), Session(engine) as session:
            place = place_of(session)
        return cls(engine, Gate(engine, clock or SystemClock(), place), ChangeFeed(engine))

    def at(self, device_id: str) -> "Hall":
        """Return the same hall as seen from another device."""
        return Hall(self._engine, self._gate, self.feed, device_id)

    @property
    def actor(self) -> Actor:
        """Who acts at this device now."""
        actor = self._actor  # a notice of change may clear it from another thread at any moment
        if actor is None:
            with self._gate.reading(HALL_ITSELF) as reading:
                actor = security_views.actor_at(reading, device_id=self._device_id)
            self._actor = actor
        return actor

    def do(self, action: Action[P, Answer], *args: P.args, **kwargs: P.kwargs) -> Answer:
        """Run one action for one event of a person (a key, a button, a scan).

        Raises:
            Refusal: a rule forbids it; nothing has changed.
        """
        return self.do_once(new_id(), action, *args, **kwargs)

    def do_once(self, request_id: str, action: Action[P, Answer], *args: P.args, **kwargs: P.kwargs) -> Answer:
        """Run an action under a request id chosen by the caller, so that a repeat after a lost answer is harmless."""
        try:
            return self._gate.do(action, self.actor, request_id, *args, **kwargs)
        finally:
            if action.name.startswith("security."):
                self._actor = None

    def see(self, view: Callable[Concatenate[Reading, P], Seen], *args: P.args, **kwargs: P.kwargs) -> Seen:
        """Return what a view shows now."""
        with self._gate.reading(self.actor) as reading:
            return view(reading, *args, **kwargs)

    def run_due(self, after_each: Callable[[int], None] | None = None) -> int:
        """Run everything that is due by itself; answers with how many acts ran.

        Args:
            after_each: told after each act how many have run, for whoever waits for them.
        """
        ran = 0
        while self._gate.run_due(HALL_ITSELF):
            ran += 1
            if after_each is not None:
                after_each(ran)
        return ran

    def noticed(self, topics: frozenset[Topic]) -> None:
        """Take note of a change: who may do what is looked up again."""
        if topics & {Topic.STAFF, Topic.POSTS}:
            self._actor = None

    def close(self) -> None:
        """Let go of the database."""
        self.feed.close()
        self._engine.dispose()


class SystemHall(Hall):
    """The hall acting for itself: set-up, due acts, tests that need no person."""

    @property
    def actor(self) -> Actor:
        """The hall, which may do everything; its entries stand in the audit record under its own device."""
        return Actor(SYSTEM_DEVICE, may=frozenset(all_actions()))


def facts_of(reading: Reading) -> HallFacts:
    """Return what every screen and paper says about the hall."""
    return settings.read(reading.session, HallFacts)


def font_policy_of(reading: Reading) -> FontPolicy:
    """Return which installed fonts this hall has named for its papers."""
    return settings.read(reading.session, FontPolicy)


def queue_policy_of(reading: Reading) -> queue_policy.QueuePolicy:
    """Return what this hall has settled about its queue."""
    return settings.read(reading.session, queue_policy.QueuePolicy)
