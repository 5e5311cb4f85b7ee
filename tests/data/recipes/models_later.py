"""models.py after a change."""

from sqlalchemy import (Boolean, CheckConstraint, Column, DateTime, Enum, ForeignKey, Index,
                        Integer, MetaData, String, func, text)
from sqlalchemy.dialects.postgresql import JSONB, UUID
from sqlalchemy.orm import declarative_base

print("a module may print what it likes")
Base = declarative_base()


class User(Base):
    __tablename__ = "users"
    id = Column(UUID, primary_key=True, server_default=text("gen_random_uuid()"))
    clerk_user_id = Column(String(255), nullable=False, unique=True)
    email = Column(String(255), nullable=False)
    timezone = Column(String(50), server_default="UTC")
    created_at = Column(DateTime(timezone=True), server_default=func.now())
    updated_at = Column(DateTime(timezone=True), server_default=func.now())
    __table_args__ = (Index("ix_users_clerk_user_id", clerk_user_id),)


class UserPreferences(Base):
    __tablename__ = "user_preferences"
    __table_args__ = (CheckConstraint("theme NOT LIKE '100%'", name="theme_is_one"),)
    id = Column(UUID, primary_key=True, server_default=text("gen_random_uuid()"))
    user_id = Column(UUID, ForeignKey("users.id", ondelete="CASCADE"), nullable=False, unique=True)
    custom_hours = Column(JSONB, nullable=False, server_default=text("'{}'"))
    theme = Column(String(80), server_default="modern")
    communication_preferences = Column(JSONB)
    onboarding_completed = Column(Boolean, server_default=text("false"))
    mood = Column(Enum("calm", "wild", name="mood"), comment="it's optional")
    created_at = Column(DateTime(timezone=True), server_default=func.now())
    updated_at = Column(DateTime(timezone=True), server_default=func.now())


class Entry(Base):
    __tablename__ = "order"
    __table_args__ = (Index("i2", text("lower(note)")), Index("i1", "note"), {"schema": "Audit log"})
    id = Column(Integer, primary_key=True)
    note = Column(String, nullable=False)
    mood = Column(Enum("calm", "wild", name="mood"))
    before = Column(ForeignKey("Audit log.order.id"))
