"""The ways of importing: new logs in a folder, or proposals for one log.

It knows where what was found goes and how that is told; what a file says is for `exchange`.
"""
