from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Versie",
            fields=[
                ("volgnr", models.BigAutoField(primary_key=True, serialize=False)),
                ("soort", models.CharField(max_length=30)),
                ("stuk", models.BigIntegerField()),
                ("versie", models.PositiveIntegerField()),
                ("op", models.DateTimeField()),
                ("door", models.CharField(max_length=60)),
                ("rol", models.CharField(max_length=20)),
                ("inhoud", models.JSONField()),
            ],
            options={
                "ordering": ["volgnr"],
                "constraints": [models.UniqueConstraint(fields=("soort", "stuk", "versie"), name="stukken_een_versie")],
            },
        ),
    ]
