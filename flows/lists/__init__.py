"""The list of observations, counted on an index that is kept with each release."""
