import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0015_withdrawn")]

    operations = [
        migrations.CreateModel(
            name="NamedPlaceRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.CharField(max_length=60)),
                ("number", models.IntegerField()),
                ("shown_at", models.DateTimeField()),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="places", to="store.articlerow"
                    ),
                ),
            ],
            options={
                "ordering": ["article", "number"],
                "indexes": [models.Index(fields=["place", "-shown_at"], name="articles_of_place")],
                "constraints": [models.UniqueConstraint(fields=("article", "place"), name="place_once_per_article")],
            },
        ),
    ]
