"""Who works here, and in which group. Only an administrator sees these lists."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User

from curation.admin.desk import site

admin.register(User, site=site)(UserAdmin)
admin.register(Group, site=site)(GroupAdmin)
