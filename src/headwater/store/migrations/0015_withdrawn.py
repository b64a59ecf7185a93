from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0014_api_keys")]

    operations = [
        migrations.AddField(model_name="publicationrow", name="withdrawn", field=models.BigIntegerField(default=0)),
    ]
