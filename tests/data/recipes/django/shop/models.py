import uuid

from django.db import models


class User(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    clerk_user_id = models.CharField(max_length=255, unique=True)
    email = models.CharField(max_length=255)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "users"


class UserPreferences(models.Model):
    user = models.OneToOneField(User, on_delete=models.CASCADE)
    custom_hours = models.JSONField(null=True)

    class Meta:
        db_table = "user_preferences"
