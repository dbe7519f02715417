"""A case that was received and waits for the check of its file says so; until now it said that it waits to be received."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def say_it(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Set the stage of cases whose procedure has the check open."""
    steps = apps.get_model("procedures", "StepInstance")
    checked = steps.objects.filter(definition__element="validate", state__in=("running", "paused")).values("run_id")
    apps.get_model("appraisal", "Case").objects.filter(stage="filed", procedure__in=checked).update(stage="validation")


def take_it_back(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Set the stage that stood before."""
    apps.get_model("appraisal", "Case").objects.filter(stage="validation").update(stage="filed")


class Migration(migrations.Migration):
    dependencies = [
        ("appraisal", "0003_library_of_each_level"),
        ("procedures", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="case",
            name="stage",
            field=models.CharField(
                choices=[
                    ("filed", "chờ tiếp nhận"),
                    ("validation", "chờ kiểm tra hợp lệ"),
                    ("completion", "chờ bổ sung"),
                    ("screening", "đang sàng lọc"),
                    ("consultation", "đang lấy ý kiến"),
                    ("report", "đang lập báo cáo"),
                    ("review", "đang thẩm tra"),
                    ("approval", "chờ phê duyệt"),
                    ("decision", "chờ ban hành quyết định"),
                    ("approved", "đã phê duyệt"),
                    ("refused", "đã từ chối"),
                    ("returned", "đã trả lại"),
                    ("withdrawn", "đã rút"),
                ],
                default="filed",
                max_length=12,
            ),
        ),
        migrations.RunPython(say_it, take_it_back),
    ]
