"""Graphic techniques: tables in, Vega-Lite specifications out. Pure functions; `techniques` lists them all."""
