from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from boards.tasks import rank_posts
from demo import generated, written
from demo.texts import read


class Command(BaseCommand):
    help = "Loads the demo content once; with --users and --posts generates more of the same kind."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--users", type=int, default=0, metavar="N", help="generate N members")
        parser.add_argument("--posts", type=int, default=0, metavar="N", help="generate N posts by them")

    def handle(self, *args: Any, users: int, posts: int, **options: Any) -> None:
        if users or posts:
            self.generate(users, posts)
        elif written.is_loaded():
            self.stdout.write("The demo content is already there.")
        else:
            written.load()
            rank_posts()
            self.stdout.write(self.style.SUCCESS("Loaded the demo content."))
        if not (users or posts):
            people = read("users")
            names = [people["user"][0]["username"], f"{people['staff']['username']} (staff)"]
            self.stdout.write(f"Demo logins: {', '.join(names)}; password {written.PASSWORD}")

    def generate(self, users: int, posts: int) -> None:
        if users < 1 or posts < 0:
            raise CommandError("Posts need authors: give --users at least 1 and --posts at least 0.")
        members = generated.generate_users(users)
        generated.generate_posts(posts, members, lambda done: self.stdout.write(f"{done:,} of {posts:,} posts"))
        rank_posts()
        self.stdout.write(self.style.SUCCESS(f"Made {users:,} members and {posts:,} posts."))
