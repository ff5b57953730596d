import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Vraag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("gemeente", models.CharField(max_length=6)),
                (
                    "domein",
                    models.CharField(
                        choices=[
                            ("wmo", "Wmo"),
                            ("jeugdwet", "Jeugdwet"),
                            ("participatiewet", "Participatiewet"),
                            ("schulden", "Schulden"),
                            ("alle", "Het hele sociaal domein"),
                        ],
                        max_length=20,
                        verbose_name="Onderwerp",
                    ),
                ),
                ("gemaakt_op", models.DateTimeField()),
                ("gewijzigd_op", models.DateTimeField()),
                ("versie", models.PositiveIntegerField(default=1)),
                ("vraag", models.CharField(max_length=300)),
                ("besluit", models.TextField(max_length=10000)),
                ("bij_hoog", models.TextField(max_length=10000)),
                ("bij_laag", models.TextField(max_length=10000)),
                ("verwachting", models.TextField(max_length=10000)),
                ("gegevens", models.TextField(max_length=10000)),
                ("deadline", models.DateField()),
                ("doel", models.CharField(max_length=60)),
                ("cijfer", models.CharField(blank=True, max_length=600)),
                ("indicator", models.CharField(blank=True, db_index=True, max_length=60)),
                (
                    "staat",
                    models.CharField(
                        choices=[
                            ("ingediend", "ingediend"),
                            ("in-behandeling", "in behandeling"),
                            ("beantwoord", "beantwoord"),
                            ("afgewezen", "afgewezen"),
                            ("kan-niet", "kan niet"),
                            ("ingetrokken", "ingetrokken"),
                        ],
                        db_index=True,
                        default="ingediend",
                        max_length=20,
                    ),
                ),
                ("waarom", models.TextField(blank=True, max_length=10000)),
                ("alternatief", models.TextField(blank=True, max_length=10000)),
                (
                    "eigenaar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-gemaakt_op", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Antwoordcijfer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("gemeente", models.CharField(max_length=6)),
                (
                    "domein",
                    models.CharField(
                        choices=[
                            ("wmo", "Wmo"),
                            ("jeugdwet", "Jeugdwet"),
                            ("participatiewet", "Participatiewet"),
                            ("schulden", "Schulden"),
                            ("alle", "Het hele sociaal domein"),
                        ],
                        max_length=20,
                        verbose_name="Onderwerp",
                    ),
                ),
                ("gemaakt_op", models.DateTimeField()),
                ("gewijzigd_op", models.DateTimeField()),
                ("versie", models.PositiveIntegerField(default=1)),
                ("cijfer", models.CharField(max_length=600)),
                ("indicator", models.CharField(db_index=True, max_length=60)),
                ("release", models.CharField(max_length=120)),
                ("toelichting", models.TextField(max_length=10000)),
                ("vervallen", models.BooleanField(default=False)),
                ("waarom_weg", models.TextField(blank=True, max_length=10000)),
                (
                    "eigenaar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "vraag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cijfers", to="vragen.vraag"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
    ]
