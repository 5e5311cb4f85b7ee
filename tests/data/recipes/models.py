"""The two tables of tables.sql as SQLAlchemy models."""

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
    id = Column(UUID, primary_key=True, server_default=text("gen_random_uuid()"))
    user_id = Column(UUID, ForeignKey("users.id", ondelete="CASCADE"), nullable=False, unique=True)
    custom_hours = Column(JSONB)
    theme = Column(String(50), server_default="modern")
    communication_preferences = Column(JSONB)
    onboarding_completed = Column(Boolean, server_default=text("false"))
    created_at = Column(DateTime(timezone=True), server_default=func.now())
    updated_at = Column(DateTime(timezone=True), server_default=func.now())
