"""The proof of the engine: faults put into a sound report one at a time, and how many of them the checks find.

The operators know the report's files and the words of the field; they know no check. The checks know no operator.
"""
