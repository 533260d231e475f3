"""Signing in somewhere else: OpenID Connect providers such as WAYF, Unilogin and Entra."""
