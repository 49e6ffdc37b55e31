import pytest

from chat.hub import hub_of


class Mortal:
    """A socket that works until it is cut."""

    speaker = "mortal"
    is_cut = False

    async def send(self, text_data: str) -> None:
        if self.is_cut:
            raise ConnectionResetError


@pytest.mark.parametrize("number", [1, 3])
async def test_dead_sockets_do_not_disturb_the_others(open_socket, lobby, number: int) -> None:
    first, second = await open_socket(), await open_socket()
    await first.enter()
    dead = [Mortal() for _ in range(number)]
    for member in dead:
        await hub_of(lobby).join(member, None, {"type": "welcome"})
        member.is_cut = True
    await second.enter()
    await first.say("들려?")
    assert (await second.expect("message"))["message"] == "들려?"
    await second.say("들려!")
    assert not hub_of(lobby).members & set(dead)
