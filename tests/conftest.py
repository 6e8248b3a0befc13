"""How every test runs."""

from hypothesis import settings

# A busy machine is no fault of the code; and a checkout is judged alike twice: what a random
# search finds belongs into a case.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")
