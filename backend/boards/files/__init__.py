"""Files that hang on posts: what is taken, under which names it is kept, and where it is found.

What a file is, its content says; its name only breaks ties that content leaves open.
"""
