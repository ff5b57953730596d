"""The API: the figures of a release for programs, read-only, with tokens, a rate limit and its own description.

Here live the addresses below `/api/v1`, what they take and give (pydantic), the OpenAPI document that is made from
them, tokens and the count of calls. Not here: what a figure means or which release a reader has; that is the same
`audit.toegang` and the same words as on the pages.
"""
