"""How the pages of second opinions write agreement."""

from django import template

from curation import agreed
from curation.admin.question import name_of

register = template.Library()
register.filter("kappa", agreed.kappa)
register.filter("between", agreed.interval)
register.filter("sentence", agreed.sentence)
register.filter("code_name", name_of)
