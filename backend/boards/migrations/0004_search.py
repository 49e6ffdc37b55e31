from django.db import migrations, models

from common.search_text import fold, fold_with_initials

BATCH = 500


def fold_posts(apps, schema_editor):
    """In the order of ids, so that no list of all posts is held."""
    Post = apps.get_model("boards", "Post")
    last = 0
    while posts := list(Post.objects.filter(pk__gt=last).order_by("pk").only("title", "content")[:BATCH]):
        for post in posts:
            post.searched_title, post.searched_content = fold_with_initials(post.title), fold(post.content)
        Post.objects.bulk_update(posts, ["searched_title", "searched_content"], batch_size=100)
        last = posts[-1].pk


def uninstall_index(apps, schema_editor):
    """On the way back; its triggers hold on to the columns."""
    from boards.search.index import uninstall  # which imports the models, as they are now

    uninstall()


class Migration(migrations.Migration):
    """The index of what is folded here is installed after all migrations: see `boards.search.index`."""

    dependencies = [("boards", "0003_revision")]

    operations = [
        migrations.AddField("post", "searched_title", models.TextField(default="", editable=False), preserve_default=False),
        migrations.AddField("post", "searched_content", models.TextField(default="", editable=False), preserve_default=False),
        migrations.RunPython(fold_posts, migrations.RunPython.noop),
        migrations.AddConstraint(
            "post", models.CheckConstraint(condition=~models.Q(searched_title=""), name="post_can_be_found")
        ),
        migrations.RunPython(migrations.RunPython.noop, uninstall_index),
    ]
