"""What a conversation was about. A leaf: imports nothing from this project."""

from enum import StrEnum


class ConversationTopic(StrEnum):
    EVERYDAY_LIFE = "everyday_life"
    HOUSING = "housing"
    MONEY = "money"
    GETTING_IN = "getting_in"
    WORK = "work"
    COMMUNITY = "community"
    OTHER = "other"
