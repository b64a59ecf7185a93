from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0018_embeddings")]

    operations = [
        migrations.AddField(
            model_name="publicationrow",
            name="document",
            field=models.TextField(default=""),
        ),
    ]
