"""How each library is told to send here, as lines to copy."""

from dataclasses import dataclass

from luister.loop.connect import Source

KEY = "YOUR_KEY"


@dataclass(frozen=True, slots=True)
class Snippet:
    """Lines to copy, under the name of the library or tool they are for."""

    title: str
    code: str


_TRACKING = {
    "Segment, Python": """import segment.analytics as analytics

analytics.write_key = "{key}"
analytics.host = "{host}"
analytics.identify("customer-1", {{"email": "an@example.org"}})
analytics.track("customer-1", "Order delivered", {{"order": 7}})
analytics.shutdown()""",
    "Segment, Node.js": """const {{ Analytics }} = require("@segment/analytics-node");

const analytics = new Analytics({{ writeKey: "{key}", host: "{host}" }});
analytics.track({{ userId: "customer-1", event: "Order delivered", properties: {{ order: 7 }} }});
await analytics.closeAndFlush();""",
    "RudderStack, Python": """import rudderstack.analytics as analytics

analytics.write_key = "{key}"
analytics.dataPlaneUrl = "{host}"
analytics.track("customer-1", "Order delivered", {{"order": 7}})
analytics.shutdown()""",
    "RudderStack, Node.js": """const Rudder = require("@rudderstack/rudder-sdk-node");

const rudder = new Rudder("{key}", {{ dataPlaneUrl: "{host}" }});
rudder.track({{ userId: "customer-1", event: "Order delivered", properties: {{ order: 7 }} }});
await new Promise((done) => rudder.flush(done));""",
    "PostHog, Python": """from posthog import Posthog

posthog = Posthog("{key}", host="{host}")
posthog.capture("Order delivered", distinct_id="customer-1", properties={{"order": 7}})
posthog.shutdown()""",
    "PostHog, Node.js": """const {{ PostHog }} = require("posthog-node");

const posthog = new PostHog("{key}", {{ host: "{host}" }});
posthog.capture({{ distinctId: "customer-1", event: "Order delivered", properties: {{ order: 7 }} }});
await posthog.shutdown();""",
    "curl": """curl -u "{key}:" {host}/v1/track -H "Content-Type: application/json" \\
  -d '{{"userId": "customer-1", "event": "Order delivered", "properties": {{"order": 7}}}}'""",
}
_CLOUD_EVENTS = {
    "curl": """curl {host}/receive/cloudevents -H "Authorization: Bearer {key}" \\
  -H "Content-Type: application/cloudevents+json" \\
  -d '{{"specversion": "1.0", "id": "1", "source": "/orders", "type": "order.delivered",
       "data": {{"customerId": "customer-1", "email": "an@example.org"}}}}'""",
}
_WEBHOOK = {
    "curl": """curl {host}/receive/webhooks/{address} -H "X-Luister-Token: {key}" \\
  -H "Content-Type: application/json" -d @contact.json""",
}
_BY_KIND = {"tracking": _TRACKING, "cloud_events": _CLOUD_EVENTS, "webhook": _WEBHOOK}


def snippets(source: Source, *, host: str, key: str = KEY) -> list[Snippet]:
    """The lines for a source; `host` is where this server is reached, without a slash at its end."""
    return [
        Snippet(title, code.format(key=key, host=host, address=source.address))
        for title, code in _BY_KIND.get(source.kind, {}).items()
    ]


def webhook_address(source: Source, host: str) -> str:
    """The address a help desk is told to call; empty for a source that sends otherwise."""
    is_webhook = source.kind in ("zammad", "chatwoot", "webhook")
    return f"{host}/receive/webhooks/{source.address}" if is_webhook else ""
