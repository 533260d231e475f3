"""SecondStep, Passkey and RecoveryCode tables."""

import uuid
from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import User
from core.db import Base


class SecondStep(Base):
    """What is kept of one person's codes: the app's secret, and how often a wrong one was typed."""

    __tablename__ = "second_step"

    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("user_account.id", ondelete="CASCADE"), unique=True
    )
    # Encrypted by a key made from the secret key; None for people with passkeys only.
    app_secret: Mapped[str | None]
    # The half minute of the last code that was used: that one and older ones are dead.
    last_counter: Mapped[int | None]
    wrong_codes: Mapped[int] = mapped_column(default=0)
    stopped_until: Mapped[datetime | None]

    user: Mapped[User] = relationship()


class Passkey(Base):
    """One key of one person, kept in their phone, computer or security key; ours is its half."""

    __tablename__ = "passkey"
    __table_args__ = (UniqueConstraint("user_id", "name"),)

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    name: Mapped[str]
    credential_id: Mapped[bytes] = mapped_column(unique=True)
    public_key: Mapped[bytes]
    # How often it has signed, by its own count; keys that do not count say 0.
    sign_count: Mapped[int] = mapped_column(BigInteger, default=0)
    transports: Mapped[list[str]] = mapped_column(default=list)
    last_used_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()


class RecoveryCode(Base):
    """A code for the day the phone is lost. Only a keyed hash is kept, and it works once."""

    __tablename__ = "recovery_code"

    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("user_account.id", ondelete="CASCADE"), index=True
    )
    code_hash: Mapped[str] = mapped_column(unique=True)
    used_at: Mapped[datetime | None]

    user: Mapped[User] = relationship()
