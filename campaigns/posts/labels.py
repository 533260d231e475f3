"""Words on screen for what conversations are about."""

from flask_babel import lazy_gettext as _l

from campaigns.posts.enums import ConversationTopic

TOPICS = {
    ConversationTopic.EVERYDAY_LIFE: _l("Everyday life"),
    ConversationTopic.HOUSING: _l("Housing"),
    ConversationTopic.MONEY: _l("Money and jobs on the side"),
    ConversationTopic.GETTING_IN: _l("Getting in"),
    ConversationTopic.WORK: _l("The work itself"),
    ConversationTopic.COMMUNITY: _l("People and community"),
    ConversationTopic.OTHER: _l("Something else"),
}
