from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("appraisal", "0009_version_of_comparisons"),
    ]

    operations = [
        migrations.AddField(
            model_name="caseimport",
            name="site_system",
            field=models.CharField(blank=True, max_length=12),
        ),
    ]
