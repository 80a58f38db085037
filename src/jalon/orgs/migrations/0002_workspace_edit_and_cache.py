"""Count the edits of a workspace; make the table in which sign-in attempts are counted."""

from django.core.management import call_command
from django.db import migrations, models


def make_cache_table(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("orgs", "0001_initial")]

    operations = [
        migrations.AddField("workspace", "edit", models.PositiveIntegerField(default=1)),
        migrations.RunPython(make_cache_table, migrations.RunPython.noop),
    ]
