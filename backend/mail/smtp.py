"""Hands letters to the mail server, and says what its refusals mean. No error repeats an address: they are logged."""

from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.core.mail import EmailMultiAlternatives


class Deferred(Exception):
    """Not now: this letter may pass later."""


class Unreachable(Deferred):
    """Nor any other letter now: the server is away, or does not want us."""


class Refused(Exception):
    """Never: this letter or its recipient is refused for good."""


def send(letter: EmailMultiAlternatives) -> None:
    """Returns once the server has taken the letter; raises `Refused`, `Deferred` or `Unreachable`."""
    try:
        letter.send()
    except SMTPRecipientsRefused as error:
        raise judge([code for code, _text in error.recipients.values()]) from None
    except SMTPDataError as error:
        raise judge([error.smtp_code]) from None
    except OSError as error:  # every other error of smtplib is one, too
        raise Unreachable(error.__class__.__name__) from None
    except ValueError as error:  # an address that fits no header
        raise Refused(error.__class__.__name__) from None


def judge(codes: list[int]) -> Deferred | Refused:
    """RFC 5321, 4.2.1: 4yz may pass when repeated, 5yz won't."""
    reason = f"the server answered {', '.join(map(str, codes))}"
    return Refused(reason) if all(code >= 500 for code in codes) else Deferred(reason)
