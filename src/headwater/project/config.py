"""The settings of one portal: a TOML file, checked as a whole at the start."""

import msgspec

#: Name of the file inside a portal's directory.
FILE_NAME = "headwater.toml"
#: The environment variable that names a portal's directory.
DIRECTORY_VARIABLE = "HEADWATER_DIR"


class PortalSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What readers see of the portal itself."""

    name: str = "Headwater"
    #: One line under the name.
    tagline: str = ""
    #: BCP 47 tag of the interface.
    language: str = "en"
    #: IANA name; times are shown in it.
    time_zone: str = "UTC"
    #: The accent colour on light and on dark paper, `#rrggbb`.
    colour: str = "#0a5a68"
    colour_dark: str = "#7cc7d3"
    #: Paragraphs of the about page.
    about: str = ""
    #: Where readers and rights holders write to; printed in the footer and sent as part of the user agent.
    contact: str = ""
    #: Sections in the order of the bar; empty: those that the articles bring.
    sections: tuple[str, ...] = ()
    #: Public address, as readers type it: "https://news.example".
    address: str = ""


class ServerSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the site listens."""

    host: str = "127.0.0.1"
    port: int = 8000
    #: Searches in a minute that readers of one network (a /24 or /48) may start; 0: as many as they like.
    searches_per_minute: int = 60


class DatabaseSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where everything is kept."""

    #: Empty: SQLite inside the portal's directory. Or "postgresql://user:password@host:port/name".
    url: str = ""


class FetchSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How sources are asked."""

    #: Seconds between two requests to one host.
    host_interval_s: float = 1.0
    #: Requests under way at once, all hosts together.
    at_once: int = 200
    #: Seconds one request may take in all.
    timeout_s: float = 30.0
    #: Published pages of one host that are looked at again on one day, for edits; 0: none.
    rechecks_per_day: int = 500


class NewsroomSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How pages are worked on."""

    #: Worker processes; 0: one less than the machine's cores, at least one.
    workers: int = 0
    #: Megabytes of memory one worker may take.
    worker_memory_mb: int = 1024
    #: Seconds one page may take.
    page_timeout_s: float = 20.0


class RetentionSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How long things are kept."""

    #: Days for which bytes as fetched are kept; 0: for ever.
    bytes_days: int = 30


class MailSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where letters are handed over. Without a host there is no newsletter."""

    #: The mail server; empty: no newsletter.
    host: str = ""
    port: int = 587
    #: "starttls", "tls" (from the first byte), or "none" for a server on this machine.
    tls: str = "starttls"
    #: Empty: without signing in. The password stands in the environment: HEADWATER_MAIL_PASSWORD.
    user: str = ""
    #: Address that letters come from.
    from_address: str = ""
    #: Name beside it; empty: the portal's.
    from_name: str = ""
    #: Where answers go; empty: to `from_address`.
    reply_to: str = ""
    #: Under which the public key stands in DNS; empty: letters are not signed here.
    dkim_selector: str = ""
    #: The private key in PEM, RSA with 2048 bits; inside the portal's directory where it is no whole path.
    dkim_key_file: str = ""
    #: Seconds that the mail server may take for one answer.
    timeout_s: float = 60.0
    #: Connections at once, each in a process of its own.
    connections: int = 1
    #: A Maildir or mbox that bounces are delivered to; empty: none is read.
    bounces: str = ""


class NewsletterSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When letters go out, and what stands in them."""

    #: When daily and weekly letters are made, in the portal's time zone: "07:00".
    daily_at: str = "07:00"
    #: Day of the weekly letter, in English.
    weekly_on: str = "saturday"
    #: Stories in one letter.
    stories: int = 12
    #: Independent sources from which on a story is breaking.
    breaking_sources: int = 4
    #: Breaking letters in 24 hours.
    breaking_per_day: int = 3


class ApiSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who may ask the read API, and how often."""

    #: Requests in a minute from one network without a key; 0: nobody is answered without one.
    anonymous_per_minute: int = 60


class TranslationSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whether reports in other languages are translated, by whom, and how much of them."""

    #: "off", "libretranslate", "deepl" or "ctranslate2" (a model of your own).
    engine: str = "off"
    #: Where the engine answers; empty: DeepL's own address. The key stands in the environment:
    #: HEADWATER_TRANSLATION_KEY.
    address: str = ""
    #: A folder with models of CTranslate2; inside the portal's directory where it is no whole path.
    models: str = ""
    #: BCP 47 tag of the language to translate into; empty: the portal's.
    into: str = ""
    #: Languages to translate from; empty: all that the engine has.
    languages: tuple[str, ...] = ()
    #: "excerpt": headline and excerpt. "full": the whole text too, where the rights of the feed allow it.
    what: str = "excerpt"
    #: Reports that were first shown within so many days.
    days: int = 3
    #: Reports taken up at once, before what came of them is published.
    reports_at_once: int = 10
    #: Characters that the engine is asked for on one day (UTC); 0: any number.
    characters_per_day: int = 200_000
    #: Seconds that the engine may take for one request.
    timeout_s: float = 60.0


class StoriesSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whether an engine of the operator's helps to tell that reports in two languages are of one event."""

    #: "off" or "http": an engine that answers `POST …/embeddings` as OpenAI's API does.
    embedding: str = "off"
    #: Where it answers, without `/embeddings`. The key, if it wants one, stands in the environment:
    #: HEADWATER_EMBEDDING_KEY.
    embedding_address: str = ""
    #: The model's name there; vectors of two models are never compared.
    embedding_model: str = ""
    #: Seconds that recording waits for the vectors of up to 50 reports.
    embedding_timeout_s: float = 5.0


class DemoSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whether this directory shows the demo press; Headwater writes this itself."""

    #: When the demo was first shown, ISO 8601; empty: this is a portal, not a demo.
    started_at: str = ""
    #: What is drawn by chance in the demo's world is drawn from this.
    seed: int = 1


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All settings of one portal."""

    portal: PortalSettings = PortalSettings()
    server: ServerSettings = ServerSettings()
    database: DatabaseSettings = DatabaseSettings()
    fetch: FetchSettings = FetchSettings()
    newsroom: NewsroomSettings = NewsroomSettings()
    retention: RetentionSettings = RetentionSettings()
    mail: MailSettings = MailSettings()
    newsletter: NewsletterSettings = NewsletterSettings()
    api: ApiSettings = ApiSettings()
    translation: TranslationSettings = TranslationSettings()
    stories: StoriesSettings = StoriesSettings()
    demo: DemoSettings = DemoSettings()
