from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id(Argon2PasswordHasher):
    """Argon2id at OWASP's minimum: Django's default of 100 MiB a check lets a few logins fill a small machine.

    https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html (m = 19 MiB, t = 2, p = 1)
    """

    time_cost = 2
    memory_cost = 19 * 1024  # KiB
    parallelism = 1
