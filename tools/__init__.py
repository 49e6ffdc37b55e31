"""Set-up, start and tests of School Talks, with nothing but the standard library: `python3 -m tools run`."""
