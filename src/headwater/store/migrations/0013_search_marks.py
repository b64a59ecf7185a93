from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0012_takedown_and_edits")]

    operations = [
        migrations.AddField(
            model_name="searchrow",
            name="document_mark",
            # Without a default: with one, SQLite would make the table anew and lose the triggers that feed the index.
            field=models.BigIntegerField(null=True),
        ),
    ]
