"""Renderers: each draws the neutral document in one format and does its own escaping."""
