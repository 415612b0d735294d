"""Every write of the workshop, one module per step: subject first, the rest by keyword, always `by`."""
