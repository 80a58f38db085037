"""Tables of companies and people. The directory is shared by the whole workspace: scopes apply to deals."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.orgs.models import Membership, Record, RecordQuerySet


class Company(Record):
    found_by_words = True

    name = models.CharField(_("name"), max_length=200)
    website = models.CharField(_("website"), max_length=200, blank=True)
    domain = models.CharField(_("domain"), max_length=120, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    sector = models.CharField(_("sector"), max_length=120, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    employees = models.PositiveIntegerField(_("employees"), null=True, blank=True)
    revenue_minor = models.BigIntegerField(_("yearly revenue"), null=True, blank=True)
    owner = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    reference = models.CharField(_("reference in another tool"), max_length=120, blank=True)
    search_key = models.CharField(max_length=400, editable=False, default="")
    match_key = models.CharField(max_length=200, editable=False, default="")

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        indexes = [
            models.Index(fields=["workspace", "search_key"], name="company_search"),
            models.Index(fields=["workspace", "match_key"], name="company_match"),
            models.Index(
                fields=["workspace", "reference"], name="company_reference", condition=~models.Q(reference="")
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Person(Record):
    found_by_words = True

    name = models.CharField(_("name"), max_length=160)
    email = models.CharField(_("e-mail"), max_length=254, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    job_title = models.CharField(_("job title"), max_length=160, blank=True)
    company = models.ForeignKey(Company, on_delete=models.SET_NULL, null=True, blank=True, related_name="people")
    owner = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    source = models.CharField(_("where the data come from"), max_length=120, blank=True)
    reference = models.CharField(_("reference in another tool"), max_length=120, blank=True)
    search_key = models.CharField(max_length=400, editable=False, default="")

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [
            models.Index(fields=["workspace", "search_key"], name="person_search"),
            models.Index(fields=["workspace", "email"], name="person_email", condition=~models.Q(email="")),
            models.Index(fields=["workspace", "reference"], name="person_reference", condition=~models.Q(reference="")),
        ]

    def __str__(self) -> str:
        return self.name
