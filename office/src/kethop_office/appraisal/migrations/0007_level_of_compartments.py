"""A compartment says the level of what lies in it; those that were made before say that of their case or import."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def say_it(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Set the level of compartments of classified cases and imports; all others lie at the lowest, as the column says."""
    compartments = apps.get_model("accounts", "Compartment").objects
    for name in ("Case", "CaseImport"):
        rows = apps.get_model("appraisal", name).objects.filter(level__gt=0).exclude(compartment=None)
        for level in rows.values_list("level", flat=True).distinct():
            of_level = rows.filter(level=level).values("compartment")
            compartments.filter(pk__in=of_level, level__lt=level).update(level=level)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_level_of_compartments"),
        ("appraisal", "0006_running_cases"),
    ]

    operations = [migrations.RunPython(say_it, migrations.RunPython.noop)]
