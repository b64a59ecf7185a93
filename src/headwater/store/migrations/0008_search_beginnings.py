from django.db import migrations

from headwater.store.search_index import index_fewer_beginnings, index_more_beginnings


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0007_hubs"),
    ]

    operations = [
        migrations.RunPython(index_more_beginnings, index_fewer_beginnings),
    ]
