"""The vocabulary: small frozen values, no input or output.

A name here is a word of the field. Every other room speaks in these words.
"""
