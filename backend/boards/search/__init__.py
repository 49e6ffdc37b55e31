"""Finds posts by what stands in them: an index of tokens of two letters narrows, the folded text decides.

The database keeps the index by triggers, in the transaction of each write (`install`).
"""
