"""What is subscribed to, what was seen there, and the bytes that came back."""

from django.db import models


class OutletRow(models.Model):
    """An outlet that the portal knows beside the shipped directory."""

    key = models.CharField(max_length=120, primary_key=True)
    name = models.CharField(max_length=300)
    document = models.TextField()

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.name


class FeedRow(models.Model):
    """A feed with the state of its polling: work is due when `due_at` has come and no lease is held."""

    key = models.CharField(max_length=16, primary_key=True)
    url = models.TextField(unique=True)
    #: Host asked when polling; no host is asked twice at once.
    host = models.CharField(max_length=255, default="", db_index=True)
    outlet_key = models.CharField(max_length=120, db_index=True)
    added_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)
    lease_until = models.DateTimeField(null=True)
    retired = models.BooleanField(default=False)
    #: The operator has it wait; it is not polled.
    paused = models.BooleanField(default=False)
    problem = models.TextField(default="")
    #: The Feed.
    document = models.TextField()
    #: The FetchState.
    state = models.TextField()

    class Meta:
        ordering = ["url"]

    def __str__(self) -> str:
        return self.url


class EntryState(models.TextChoices):
    """How far one report has come."""

    #: Its page is to be fetched.
    WAITING = "waiting"
    #: Its page is here; steps may be due.
    FETCHED = "fetched"
    #: It became an article.
    READ = "read"
    #: It was dropped; `reason` and `detail` say why.
    DROPPED = "dropped"


class EntryRow(models.Model):
    """One report as a feed announced it, from the first sight on. Its key is the article's key, for ever."""

    key = models.CharField(max_length=16, primary_key=True)
    feed = models.ForeignKey(FeedRow, on_delete=models.CASCADE, related_name="entries")
    outlet_key = models.CharField(max_length=120)
    url = models.TextField(db_index=True)
    #: Host asked for the page.
    host = models.CharField(max_length=255, default="")
    #: The feed's own identifier, where it gives one; it may be worthless, see `read.identity`.
    guid = models.TextField(default="", db_index=True)
    #: As the feed last stated them: by these and the guid a known report is known again.
    last_url = models.TextField(default="")
    title = models.TextField(default="")
    published = models.DateTimeField(null=True)
    first_seen = models.DateTimeField()
    state = models.CharField(max_length=10, choices=EntryState.choices, default=EntryState.WAITING)
    due_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    reason = models.CharField(max_length=40, default="")
    detail = models.TextField(default="")
    #: When the page of a published report is looked at again; None: never.
    recheck_at = models.DateTimeField(null=True)
    #: Looks without a change since the last one, which make the next one later.
    rechecks = models.IntegerField(default=0)
    #: How often in a row a published report's page was not there.
    missing = models.IntegerField(default=0)
    #: sha256 of the page as last fetched.
    digest = models.CharField(max_length=64, default="")
    #: Stamps: the version of each step that last worked on it; 0 is never.
    extract_version = models.IntegerField(default=0)
    trace_version = models.IntegerField(default=0)
    #: The Entry.
    document = models.TextField()

    class Meta:
        ordering = ["first_seen", "key"]
        indexes = [
            models.Index(fields=["state", "due_at"], name="entry_due"),
            models.Index(fields=["state", "recheck_at"], name="entry_recheck"),
            models.Index(fields=["outlet_key", "-first_seen"], name="entry_of_outlet"),
        ]
        constraints = [models.UniqueConstraint(fields=["outlet_key", "url"], name="entry_once_per_outlet")]

    def __str__(self) -> str:
        return self.url


class PageRow(models.Model):
    """A page as fetched: everything but the bytes, which lie under `digest` in the portal's directory."""

    entry = models.ForeignKey(EntryRow, on_delete=models.CASCADE, related_name="pages")
    digest = models.CharField(max_length=64, db_index=True)
    fetched_at = models.DateTimeField(db_index=True)
    final_url = models.TextField()
    status = models.IntegerField()
    content_type = models.CharField(max_length=100, default="")
    charset = models.CharField(max_length=60, default="")
    #: Validators as sent (RFC 9110 8.8), for the next look at it.
    etag = models.TextField(default="")
    last_modified = models.TextField(default="")
    #: Its publisher reserves text and data mining (TDMRep), in the page, by a header or for the whole host.
    tdm_reserved = models.BooleanField(default=False)

    class Meta:
        ordering = ["fetched_at", "id"]
        constraints = [models.UniqueConstraint(fields=["entry", "digest"], name="page_once_per_entry")]

    def __str__(self) -> str:
        return self.final_url


class RecheckTallyRow(models.Model):
    """How many published pages a host was asked for again on one day (UTC)."""

    host = models.CharField(max_length=255)
    day = models.DateField()
    asked = models.IntegerField(default=0)

    class Meta:
        ordering = ["day", "host"]
        constraints = [models.UniqueConstraint(fields=["host", "day"], name="recheck_tally_once_a_day")]

    def __str__(self) -> str:
        return f"{self.host}: {self.asked}"
