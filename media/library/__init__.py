"""The library: original pictures, the formats made of them, the people in them and consent."""
