"""The pages about the tree of units."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import ProtectedError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from luister.errors import UnknownNameError
from luister.loop import measure
from luister_web.access.audit import record
from luister_web.access.models import Action, Unit, UnitKind
from luister_web.access.rights import Right, needs, units_below
from luister_web.access.unit_rows import UnitFileError, UnitRow, rows_of_csv
from luister_web.access.units import fits_under, import_units, rows_for_values, tree
from luister_web.current_home import home

_LARGEST_FILE = 5 * 1024 * 1024
_DIMENSIONS = (UnitKind.TEAM.value, UnitKind.EMPLOYEE.value)


class UnitForm(forms.ModelForm):  # type: ignore[type-arg]
    """A unit and its place."""

    class Meta:
        """What Django is to know."""

        model = Unit
        fields = ("name", "kind", "parent", "value")

    def clean(self) -> dict[str, Any]:
        """The fields, once the unit hangs under something larger and not under itself."""
        found: dict[str, Any] = super().clean() or {}
        parent, kind = found.get("parent"), found.get("kind")
        if parent is None or kind is None:
            return found
        if self.instance.pk and parent in units_below(self.instance):
            self.add_error("parent", _("A unit cannot be part of itself."))
        elif not fits_under(kind, parent.kind):
            self.add_error("parent", _("This kind of unit cannot be part of that one."))
        return found


class UnitFileForm(forms.Form):
    """A file of units."""

    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        help_text=gettext_lazy(
            "With the columns parent;name;kind;value. Kinds: organisation, department, team, employee."
        ),
    )

    def clean_file(self) -> list[UnitRow]:
        """The rows of the file."""
        file = self.cleaned_data["file"]
        if file.size > _LARGEST_FILE:
            raise forms.ValidationError(_("This file is too large for a list of units."))
        try:
            return rows_of_csv(file.read())
        except UnitFileError as error:
            raise forms.ValidationError(str(error)) from None


@needs(Right.PEOPLE)
def units(request: HttpRequest) -> HttpResponseBase:
    """The tree, with the ways to let it grow."""
    return _shown(request, UnitFileForm())


@needs(Right.PEOPLE)
def add(request: HttpRequest) -> HttpResponseBase:
    """The page that adds a unit."""
    return _edited(request, UnitForm(request.POST or None), Action.MADE)


@needs(Right.PEOPLE)
def edit(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The page that changes a unit."""
    unit = get_object_or_404(Unit, pk=pk)
    return _edited(request, UnitForm(request.POST or None, instance=unit), Action.CHANGED)


@require_POST
@needs(Right.PEOPLE)
def remove(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Removes a unit that has neither parts nor people."""
    unit = get_object_or_404(Unit, pk=pk)
    try:
        unit.delete()
    except ProtectedError:
        messages.error(request, _("%(unit)s still has parts or people.") % {"unit": unit})
        return redirect("access:unit", pk)
    record(request, Action.REMOVED, f"unit {unit}")
    messages.success(request, _("%(unit)s was removed.") % {"unit": unit})
    return redirect("access:units")


@require_POST
@needs(Right.PEOPLE)
def from_file(request: HttpRequest) -> HttpResponseBase:
    """Takes in the units of a file, all or none."""
    form = UnitFileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            return _imported(request, form.cleaned_data["file"], "file")
        except UnitFileError as error:
            form.add_error("file", str(error))
    return _shown(request, form)


@require_POST
@needs(Right.PEOPLE)
def from_answers(request: HttpRequest) -> HttpResponseBase:
    """Makes a unit for each team or employee that the answers name."""
    dimension = request.POST.get("dimension", "")
    if dimension not in _DIMENSIONS:
        messages.error(request, _("Choose team or employee."))
        return redirect("access:units")
    try:
        values = measure.values(home(), dimension)
    except UnknownNameError:
        values = []
    return _imported(request, rows_for_values(dimension, values), f"answers, {dimension}")


def _shown(request: HttpRequest, form: UnitFileForm) -> HttpResponseBase:
    context = {"tree": tree(), "form": form, "dimensions": UnitKind.choices[2:]}
    return render(request, "access/units.html", context)


def _edited(request: HttpRequest, form: UnitForm, action: Action) -> HttpResponseBase:
    if request.method == "POST" and form.is_valid():
        unit = form.save()
        record(request, action, f"unit {unit}", ", ".join(form.changed_data))
        messages.success(request, _("The changes were kept."))
        return redirect("access:units")
    return render(request, "access/unit.html", {"form": form, "one": form.instance})


def _imported(request: HttpRequest, rows: list[UnitRow], source: str) -> HttpResponseBase:
    done = import_units(rows)
    told = {"made": done.made, "known": done.known}
    record(request, Action.IMPORTED, "units", f"{source}: {done.made} made, {done.known} known")
    messages.success(request, _("%(made)s units were made, %(known)s were known.") % told)
    return redirect("access:units")
