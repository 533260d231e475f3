"""Whether a picture file reaches its own end mark; bytes behind that do not matter here."""

from core.boxes import MOST_BOXES, Content

MOST_SEGMENTS = 5_000  # 25 MB in segments as large as can be are four hundred


def jpeg_is_whole(content: Content) -> bool:
    """Walk the segments to the picture data; only there is FF D9 the end and not a thumbnail's."""
    at = 2
    for _ in range(MOST_SEGMENTS):
        if at + 4 > len(content) or content[at : at + 1] != b"\xff":
            return False
        marker = content[at + 1]
        if marker == 0xFF:  # fill byte
            at += 1
            continue
        if marker == 0xDA:
            return content.find(b"\xff\xd9", at) > 0
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return False


def png_is_whole(content: Content) -> bool:
    """Walk the chunks to the picture data; behind it look for the last one with its checksum."""
    at = 8
    for _ in range(MOST_SEGMENTS):
        if content[at + 4 : at + 8] in (b"IDAT", b""):
            return content.find(b"IEND\xaeB`\x82", at) > 0
        at += 12 + int.from_bytes(content[at : at + 4], "big")
    return False


def webp_is_whole(content: Content) -> bool:
    """Compare the length the file claims with the one it has."""
    return int.from_bytes(content[4:8], "little") + 8 <= len(content)


def boxes_are_whole(content: Content) -> bool:
    """Walk the top boxes of a HEIC or AVIF; each must end inside the file."""
    at = 0
    for _ in range(MOST_BOXES):
        if at + 8 > len(content):
            return True
        length = int.from_bytes(content[at : at + 4], "big")
        if length == 0:  # the last box may run to the end of the file
            return True
        if length == 1:
            length = int.from_bytes(content[at + 8 : at + 16], "big")
        if length < 8 or at + length > len(content):
            # Whatever follows the picture data is not ours to judge.
            return content[at + 4 : at + 8] not in (b"ftyp", b"meta", b"mdat", b"moov")
        at += length
    return False
