import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0017_translations")]

    operations = [
        migrations.CreateModel(
            name="EmbeddingRow",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="embedding",
                        serialize=False,
                        to="store.articlerow",
                    ),
                ),
                ("model", models.CharField(max_length=120)),
                ("vector", models.BinaryField()),
            ],
            options={"ordering": ["article"]},
        ),
    ]
