"""How passwords are kept."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class ArgonHasher(Argon2PasswordHasher):
    """Argon2id with 46 MiB, where Django takes 100: several sign-ins at once fit a small machine.

    Source: OWASP Password Storage Cheat Sheet (m=47104, t=1, p=1 is its first choice; we take t=2).
    """

    memory_cost = 47104
    time_cost = 2
    parallelism = 1
