from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="headermapping",
            name="header_mapping_once",
        ),
        migrations.AddField(
            model_name="headermapping",
            name="kind",
            field=models.CharField(default="parks", max_length=12),
        ),
        migrations.AddConstraint(
            model_name="headermapping",
            constraint=models.UniqueConstraint(fields=("office", "kind", "heads_key"), name="header_mapping_once"),
        ),
    ]
