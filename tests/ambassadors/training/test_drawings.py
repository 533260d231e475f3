"""The drawings an organiser chooses from."""

from ambassadors.training import drawings


def test_every_drawing_is_called_something_in_the_list() -> None:
    assert set(drawings.names()) == set(drawings.LABELS)
