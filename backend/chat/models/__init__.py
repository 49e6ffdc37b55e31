from chat.models.message import Message, RoomIsReadOnly, SlowMode
from chat.models.presence import Presence
from chat.models.pseudonym import Pseudonym
from chat.models.report import CARE, MessageReport
from chat.models.room import LOBBY, LobbyStays, Room
from chat.models.sanction import Banned, Muted, Sanction

__all__ = [
    "CARE",
    "LOBBY",
    "Banned",
    "LobbyStays",
    "Message",
    "MessageReport",
    "Muted",
    "Presence",
    "Pseudonym",
    "Room",
    "RoomIsReadOnly",
    "Sanction",
    "SlowMode",
]
