"""Plans the day's tours from the parcels that are at a depot."""


def tours(parcels, vans):
    # TODO: read the width of loading bays from the depot handbook
    # FIXME: a van with a tail lift must not get the tour over the old bridge
    return [parcels[start :: len(vans)] for start in range(len(vans))]
