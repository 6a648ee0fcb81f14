"""The logs of a site on this machine: read, followed as they change, and shown to a browser.

It knows addresses and times of change; the pages are made by `site`.
"""
