"""Django's templates, without the ring that each page would leave behind.

A context holds the words of a page, and they hold the context (Django's `make_context`): all that a page was drawn from
stays in memory until Python looks for such rings, and some reader waits for it meanwhile.
"""

from django.template import TemplateDoesNotExist
from django.template.backends import django
from django.template.context import make_context


class Templates(django.DjangoTemplates):
    def from_string(self, template_code):
        return Template(super().from_string(template_code).template, self)

    def get_template(self, template_name):
        return Template(super().get_template(template_name).template, self)


class Template(django.Template):
    def render(self, context=None, request=None):
        context = make_context(context, request, autoescape=self.backend.engine.autoescape)
        try:
            return self.template.render(context)
        except TemplateDoesNotExist as missing:
            django.reraise(missing, self.backend)
        finally:
            context.dicts.clear()
