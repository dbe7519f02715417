import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("appraisal", "0008_rescreening"),
        ("registry", "0004_replaced_version"),
    ]

    operations = [
        migrations.AddField(
            model_name="rescreening",
            name="version",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registry.layer",
            ),
        ),
    ]
