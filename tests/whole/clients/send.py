"""Sends what the test expects, by one library: python send.py LIBRARY HOST KEY ORDER [gzip]."""

import sys

import posthog
import rudderstack.analytics
import segment.analytics


def analytics_like(library, host, key, order, gzip):
    """Segment's library, and RudderStack's, which grew from it."""
    library.write_key, library.gzip = key, gzip
    library.host = library.dataPlaneUrl = host
    library.page(anonymous_id="browser-1", name="Home")
    library.identify("customer-1", {"email": "an@example.org"}, anonymous_id="browser-1")
    library.track("customer-1", "Order delivered", {"order": order})
    library.group("customer-1", "company-1", {"name": "Acme"})
    library.screen("customer-1", name="Main")
    library.alias("browser-2", "customer-1")
    library.shutdown()


def posthog_like(host, key, order, gzip):
    client = posthog.Posthog(key, host=host, gzip=gzip)
    client.set(distinct_id="customer-1", properties={"email": "an@example.org"})
    client.capture("Order delivered", distinct_id="customer-1", properties={"order": order})
    client.alias(previous_id="browser-1", distinct_id="customer-1")
    client.group_identify("company", "company-1", {"name": "Acme"})
    client.shutdown()


if __name__ == "__main__":
    name, host, key, number, *packed = sys.argv[1:]
    if name == "posthog":
        posthog_like(host, key, int(number), bool(packed))
    else:
        library = {"segment": segment.analytics, "rudder": rudderstack.analytics}[name]
        analytics_like(library, host, key, int(number), bool(packed))
