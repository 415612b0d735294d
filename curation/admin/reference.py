"""What the work rests on: source tables, series, aliases, the codebook, and the codelists of the public record."""

from django.contrib import admin
from django.utils.translation import gettext_lazy

from curation.actions import amendments, series
from curation.admin.desk import site
from curation.admin.pages import DeskAdmin, NamedList, telling
from curation.admin.sheets import AmendedMixin, OutMixin
from curation.amended import AliasResource, SourceTableResource
from curation.forms.reference import AliasForm, SeriesForm, SourceTableForm
from curation.models import Alias, CodebookRule, ExpectedGap, Series, SourceTable
from curation.resources import GuardedResource
from flows.models import Area, Category, Measure, Membership, ReasonCode, Status, YearBasis


class Codelist(OutMixin, DeskAdmin):
    """A list that comes with the program: to be read, and taken home."""

    def get_resource_classes(self, request):
        meta = type("Meta", (), {"model": self.model})
        return [type(f"{self.model.__name__}Resource", (GuardedResource,), {"Meta": meta})]


@admin.register(SourceTable, site=site)
class SourceTableAdmin(AmendedMixin, NamedList):
    form = SourceTableForm
    resource_classes = [SourceTableResource]
    amended = "source"
    list_display = ["code", "title_en", "publisher_en", "destination", "measure", "absent"]
    list_filter = ["destination", "publisher_en"]
    search_fields = ["code", "title_en", "title_ru", "publisher_en"]

    def get_readonly_fields(self, request, obj=None):
        return ["code"] if obj else []

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, table, form, change):
        super().save_model(request, table, form, change)
        amendments.follow(table, form.changed_data)


@admin.register(Alias, site=site)
class AliasAdmin(AmendedMixin, NamedList):
    form = AliasForm
    resource_classes = [AliasResource]
    amended = "alias"
    list_display = ["text", "area", "language", "added_by"]
    list_filter = ["language"]
    search_fields = ["text", "=area"]

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, alias, form, change):
        if not change:
            alias.added_by = request.user
        super().save_model(request, alias, form, change)


@admin.register(ExpectedGap, site=site)
class ExpectedGapAdmin(OutMixin, NamedList):
    list_display = ["destination", "category", "origin", "from_year", "to_year", "status", "reason_code"]
    list_filter = ["destination", "category", "status"]

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Series, site=site)
class SeriesAdmin(Codelist):
    list_display = ["destination", "category", "measure", "headline", "year_basis", "from_year", "to_year", "made_of"]
    list_filter = ["destination", "category", "headline"]

    form = SeriesForm
    readonly_fields = ["destination", "category", "measure", "headline", "year_basis", "made_of"]

    @admin.display(description=gettext_lazy("made of"))
    def made_of(self, series):
        return ", ".join(series.tables_all) or " before ".join(series.tables_prefer)

    def has_change_permission(self, request, obj=None):
        return request.user.has_perm("curation.change_series")

    def get_fields(self, request, obj=None):
        """Whoever may only look is not asked for a reason."""
        asked = ["reason"] if self.has_change_permission(request) else []
        return [*self.readonly_fields, "from_year", "to_year", *asked]

    def save_model(self, request, found, form, change):
        with telling(request):
            series.set_years(found, by=request.user, **form.cleaned_data)

    def log_change(self, request, found, message):
        """The action has told it."""


@admin.register(CodebookRule, site=site)
class CodebookRuleAdmin(Codelist):
    list_display = ["rule", "source", "pattern", "disposition", "category", "reason_code", "label_en"]
    list_filter = ["destination", "disposition", "category", "source"]
    search_fields = ["rule", "pattern", "label_original", "label_en", "sentence"]


@admin.register(Area, site=site)
class AreaAdmin(Codelist):
    list_display = ["code", "name_en", "name_ru", "kind", "tracked_origin", "tracked_destination"]
    list_filter = ["tracked_origin", "tracked_destination", "kind"]
    search_fields = ["code", "name_en", "name_ru"]


@admin.register(Membership, site=site)
class MembershipAdmin(Codelist):
    list_display = ["group", "member", "from_year", "to_year"]
    list_filter = ["group"]


@admin.register(Category, Measure, Status, YearBasis, ReasonCode, site=site)
class DefinedAdmin(Codelist):
    list_display = ["code", "name_en", "name_ru", "definition_en"]
