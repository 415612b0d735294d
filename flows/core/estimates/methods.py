"""Every method, in the order in which the specification names them."""

from flows.core.estimates import (
    change,
    children,
    cohort_tables,
    components,
    concentration,
    effectiveness,
    growth,
    intensity,
    mirror,
    rates,
    residual,
    shares,
    stocks,
    survival,
)
from flows.core.estimates.method import Method

IN_ORDER = (
    rates, effectiveness, intensity, growth, shares, change, concentration, components,
    residual, survival, children, cohort_tables, stocks, mirror,
)  # fmt: skip
METHODS: dict[str, Method] = {method.name: method for module in IN_ORDER for method in module.METHODS}
