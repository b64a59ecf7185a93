"""The newsletter: who asked, who reads, what was made, and how far each copy has come."""

from django.db import models


class SignUpRow(models.Model):
    """One use of the sign-up form, written for every address alike; the process that sends letters looks into it."""

    #: As mail servers take it.
    address = models.CharField(max_length=320)
    requested_at = models.DateTimeField(db_index=True)
    #: The network it came from: a /24 or a /48.
    network = models.CharField(max_length=64)
    #: The Wishes.
    wishes = models.TextField()
    #: The words of consent that the reader saw.
    words = models.TextField()

    class Meta:
        ordering = ["requested_at", "id"]

    def __str__(self) -> str:
        return f"sign-up {self.pk}"


class NetworkSlotRow(models.Model):
    """One of the few sign-ups that a network may make in an hour: a slot is free again an hour after its use."""

    network = models.CharField(max_length=64)
    slot = models.IntegerField()
    used_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["network", "slot"]
        constraints = [models.UniqueConstraint(fields=["network", "slot"], name="network_slot_once")]

    def __str__(self) -> str:
        return f"{self.network} {self.slot}"


class InvitedRow(models.Model):
    """How often a mailbox was asked to confirm and has not; outlives the rows that expire, and holds no address."""

    #: Keyed digest of the mailbox, without what follows a "+".
    digest = models.CharField(max_length=64, primary_key=True)
    letters = models.IntegerField(default=0)
    last_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.digest[:8]} {self.letters}"


class ReaderState(models.TextChoices):
    """How far a subscription has come."""

    #: Not confirmed yet; gone after a week.
    PENDING = "pending"
    #: Confirmed.
    ACTIVE = "active"


class ReaderRow(models.Model):
    """A reader of the newsletter, or somebody who was asked whether they want to be one."""

    #: Drawn by chance.
    key = models.CharField(max_length=24, primary_key=True)
    #: As mail servers take it.
    address = models.CharField(max_length=320)
    #: The address without regard to case, so that nobody is there twice.
    folded = models.CharField(max_length=320, unique=True)
    state = models.CharField(max_length=10, choices=ReaderState.choices, default=ReaderState.PENDING)
    frequency = models.CharField(max_length=10, db_index=True)
    #: The Wishes that hold; those of a pending subscription are in `wanted`.
    wishes = models.TextField(default="")
    #: The Wishes that wait to be confirmed.
    wanted = models.TextField(default="")
    #: The Consent.
    consent = models.TextField()
    #: The Consent that waits to be confirmed.
    asked = models.TextField(default="")
    #: Raised whenever a confirmation is used or sent anew, so that each link works once.
    round = models.IntegerField(default=0)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    #: Reported failures that do not say that the mailbox is gone: full, too slow.
    soft_bounces = models.IntegerField(default=0)

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key


class ConsentRow(models.Model):
    """Proof of a consent that has ended: holds a keyed digest, not the address."""

    digest = models.CharField(max_length=64, db_index=True)
    ended_at = models.DateTimeField(db_index=True)
    #: How it ended: "left", "bounced", "complained", "suppressed".
    how = models.CharField(max_length=20)
    #: The Consent.
    document = models.TextField()

    class Meta:
        ordering = ["ended_at", "id"]

    def __str__(self) -> str:
        return f"{self.digest[:8]} {self.how}"


class SuppressedRow(models.Model):
    """An address that must get no letter, as a keyed digest: it can be asked about, never read out."""

    digest = models.CharField(max_length=64, primary_key=True)
    #: "bounced", "complained", "operator".
    reason = models.CharField(max_length=20)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.digest[:8]} {self.reason}"


class IssueRow(models.Model):
    """One issue of the letter, frozen: its contents, and by its deliveries the set of its readers."""

    #: What it is: "daily 2026-11-23"; there is one of each.
    key = models.CharField(max_length=60, primary_key=True)
    frequency = models.CharField(max_length=10)
    made_at = models.DateTimeField(db_index=True)
    #: The Issue.
    document = models.TextField()

    class Meta:
        ordering = ["-made_at", "key"]

    def __str__(self) -> str:
        return self.key


class DeliveryState(models.TextChoices):
    """How far one copy has come."""

    #: It is to be sent when its time has come.
    WAITING = "waiting"
    #: Its last line went out or was about to, and no answer was heard. Never sent again by itself.
    IN_DOUBT = "in doubt"
    #: The mail server took it.
    SENT = "sent"
    #: It will not be sent; `reason` says why.
    FAILED = "failed"
    #: There was nothing for this reader in this issue, or they left before it went out.
    SKIPPED = "skipped"


class DeliveryRow(models.Model):
    """One copy for one reader: of an issue, or a letter that asks to confirm."""

    #: None for a letter that asks to confirm.
    issue = models.ForeignKey(IssueRow, on_delete=models.CASCADE, null=True, related_name="deliveries")
    subscription_key = models.CharField(max_length=24, db_index=True)
    #: Round of the confirmation it carries; 0 for an issue.
    round = models.IntegerField(default=0)
    #: Keys of its stories, as JSON.
    stories = models.TextField(default="[]")
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    #: The sender that holds the lease; another one may not touch the row.
    holder = models.CharField(max_length=40, default="")
    attempts = models.IntegerField(default=0)
    handed_at = models.DateTimeField(null=True)
    #: Why it failed, waits or is in doubt: the server's answer.
    reason = models.TextField(default="")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["issue", "subscription_key"], name="delivery_once_per_issue"),
            models.UniqueConstraint(
                fields=["subscription_key", "round"], condition=models.Q(issue=None), name="delivery_once_per_round"
            ),
        ]
        indexes = [models.Index(fields=["state", "due_at"], name="delivery_due")]

    def __str__(self) -> str:
        return f"{self.issue_id or 'confirmation'} to {self.subscription_key}"


class PostRow(models.Model):
    """One row: whether letters may go out, and a mark that tells this database from an older copy of itself."""

    #: Why nothing goes out until the operator says so; empty: letters go out.
    held_because = models.TextField(default="")
    #: Raised before every batch; the portal's directory holds the last one beside the database.
    mark = models.BigIntegerField(default=0)
    #: The server's last trouble that concerns everybody, and until when it is left alone.
    trouble = models.TextField(default="")
    paused_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.held_because or str(self.mark)
