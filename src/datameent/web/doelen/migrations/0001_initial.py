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
            name="Knoop",
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
                (
                    "niveau",
                    models.CharField(
                        choices=[
                            ("effect", "maatschappelijk effect"),
                            ("doel", "doel"),
                            ("prestatie", "prestatie"),
                            ("activiteit", "activiteit"),
                            ("budget", "budget"),
                        ],
                        max_length=12,
                    ),
                ),
                ("naam", models.CharField(max_length=300)),
                ("toelichting", models.TextField(blank=True, max_length=10000)),
                ("cijfer", models.CharField(blank=True, max_length=600)),
                ("indicator", models.CharField(blank=True, db_index=True, max_length=60)),
                ("nulmeting", models.BigIntegerField(blank=True, null=True)),
                ("nulmeting_periode", models.CharField(blank=True, max_length=7)),
                ("streefwaarde", models.BigIntegerField(blank=True, null=True)),
                ("streefdatum", models.DateField(blank=True, null=True)),
                ("taakveld", models.CharField(blank=True, max_length=6)),
                ("bedragen", models.JSONField(blank=True, default=dict)),
                ("vervallen", models.BooleanField(default=False)),
                (
                    "eigenaar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "ouder",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="kinderen",
                        to="doelen.knoop",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Maatregel",
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
                ("naam", models.CharField(max_length=300)),
                ("omschrijving", models.TextField(blank=True, max_length=10000)),
                ("als", models.TextField(blank=True, max_length=10000)),
                ("dan", models.TextField(blank=True, max_length=10000)),
                ("omdat", models.TextField(blank=True, max_length=10000)),
                (
                    "vergelijking",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("voor-en-na", "Voor en na"),
                            ("andere-wijken", "Met andere wijken"),
                            ("andere-gemeente", "Met een andere gemeente"),
                            ("gefaseerd", "Eerst hier, later daar (gefaseerde invoering)"),
                            ("geen", "Vergelijken kan niet"),
                        ],
                        max_length=20,
                    ),
                ),
                ("vergelijking_toelichting", models.TextField(blank=True, max_length=10000)),
                ("startdatum", models.DateField(blank=True, null=True)),
                ("evaluatiedatum", models.DateField(blank=True, null=True)),
                ("wijzigreden", models.TextField(blank=True, max_length=10000)),
                (
                    "bevinding",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("samenhang", "We zien een verandering. De oorzaak weten we niet"),
                            ("vergeleken", "We hebben vergeleken zoals we vooraf bedachten"),
                            ("onbekend", "Dit kunnen we niet weten"),
                        ],
                        max_length=20,
                    ),
                ),
                ("evaluatie", models.TextField(blank=True, max_length=10000)),
                ("lessen", models.TextField(blank=True, max_length=10000)),
                ("geevalueerd_op", models.DateField(blank=True, null=True)),
                (
                    "eigenaar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "knoop",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="maatregelen", to="doelen.knoop"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="knoop",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("niveau", "effect"), ("ouder__isnull", True)),
                    models.Q(models.Q(("niveau", "effect"), _negated=True), ("ouder__isnull", False)),
                    _connector="OR",
                ),
                name="doelen_knoop_hangt",
            ),
        ),
    ]
