"""The client of measurements knows when an answer is whole."""

from bench.eager import length_of


def test_an_answer_is_as_long_as_its_headers_say():
    begun = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n"
    whole = begun + b"\r\nhello"
    assert [length_of(begun), length_of(begun + b"\r\n"), length_of(whole)] == [
        0,
        len(whole),
        len(whole),
    ]
    assert length_of(b"HTTP/1.1 204 NO CONTENT\r\n\r\n") == 27
