"""The audit trail as it is read: searched, written out in words, handed out, verified."""
