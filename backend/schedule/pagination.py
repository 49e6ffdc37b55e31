from datetime import date

from common.pagination import KeysetPagination


class DateKeysetPagination(KeysetPagination):
    """For a list that a view orders by a day first."""

    def is_position(self, text: str) -> bool:
        try:
            return date.fromisoformat(text).isoformat() == text
        except ValueError:
            return False
