"""The inbox: what needs a judgement, in order of impact, and what may be approved together after a look.

Everything is asked for at once, from prepared figures: the number of queries does not grow with what waits.

names      what each thing is called in addresses and claims
waiting    what there is for one person, as querysets: counted in the navigation, listed on the page
totals     the people of open totals, as far as these speak of published numbers
items      each thing with its impact, and the order
together   what is carried or unflagged, in lines to be approved at once
"""
