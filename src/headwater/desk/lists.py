"""Every list of the desk; importing this module puts them onto its site."""

from headwater.desk.articles import ArticleAdmin, CorrectionAdmin
from headwater.desk.feeds import FeedAdmin
from headwater.desk.members import MemberAdmin
from headwater.desk.records import ActionAdmin, DroppedAdmin, RemovedAdmin
from headwater.desk.stories import PersonAdmin, ProposalAdmin, StoryAdmin

__all__ = [
    "ActionAdmin",
    "ArticleAdmin",
    "CorrectionAdmin",
    "DroppedAdmin",
    "FeedAdmin",
    "MemberAdmin",
    "PersonAdmin",
    "ProposalAdmin",
    "RemovedAdmin",
    "StoryAdmin",
]
