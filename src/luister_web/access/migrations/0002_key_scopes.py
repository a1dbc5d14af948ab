from django.db import migrations, models


class Migration(migrations.Migration):
    """Keys are made for something; those that were there before may do all that their owner may."""

    dependencies = [("access", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="apikey",
            name="scopes",
            field=models.CharField(default="everything", max_length=100),
        ),
    ]
