from django.db import migrations, models

import datameent.web.accounts.models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="gebruiker",
            name="domeinen",
            field=models.JSONField(default=datameent.web.accounts.models.alle_domeinen),
        ),
        migrations.AddField(
            model_name="gebruiker",
            name="gemeente",
            field=models.CharField(default=datameent.web.accounts.models.eigen_gemeente, max_length=6),
        ),
    ]
