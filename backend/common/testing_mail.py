"""A real mail server for tests, on loopback."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from time import monotonic, sleep
from typing import NamedTuple, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tools.loopback import free_port

OK = "250 OK"
PATIENCE = 60  # seconds


class Letter(NamedTuple):
    """What a reader sees of a mail; `headers["Message-ID"]` and the like."""

    to: str
    subject: str
    text: str
    html: str
    headers: EmailMessage


class SmtpSink:
    """Keeps what it takes in `letters`, oldest first. `answer_to_recipient` and `answer_to_data` may be set."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.answer_to_recipient = self.answer_to_data = OK
        self.host, self.port = "127.0.0.1", free_port()

    def __enter__(self) -> Self:
        self._controller = Controller(self, hostname=self.host, port=self.port, server_hostname="localhost")
        self._controller.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._controller.stop()

    def take(self, to: str) -> Letter:
        """Waits for a letter to this address, and takes it out of `letters`; the oldest one first."""
        deadline = monotonic() + PATIENCE
        while monotonic() < deadline:
            if letter := next((letter for letter in self.letters if letter.to == to), None):
                self.letters.remove(letter)
                return letter
            sleep(0.05)
        raise AssertionError(f"No letter to {to} within {PATIENCE} seconds, only {self.letters}")

    async def handle_RCPT(  # noqa: N802  (aiosmtpd's name)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.answer_to_recipient == OK:
            envelope.rcpt_tos.append(address)
        return self.answer_to_recipient

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.answer_to_data == OK:
            content = envelope.original_content or b""
            message = message_from_bytes(content.replace(b"\r\n", b"\n"), policy=policy.default)
            self.letters.append(
                Letter(
                    to=", ".join(envelope.rcpt_tos),
                    subject=message["Subject"].strip(),  # a long one is folded right after its name
                    text=read(message, "plain"),
                    html=read(message, "html"),
                    headers=message,
                )
            )
        return self.answer_to_data


def read(message: EmailMessage, form: str) -> str:
    part = message.get_body((form,))
    return part.get_content() if part else ""
