"""The second step at sign-in: codes from an app, passkeys, recovery codes."""
