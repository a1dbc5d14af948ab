// Sends what the test expects, by one library: node send.cjs LIBRARY HOST KEY ORDER [gzip]
"use strict";
const [library, host, key, number, packed] = process.argv.slice(2);
const order = Number(number);
const gzip = packed === "gzip";

async function segment() {
  const { Analytics } = require("@segment/analytics-node");
  const analytics = new Analytics({ writeKey: key, host });
  analytics.page({ anonymousId: "browser-1", name: "Home" });
  analytics.identify({ userId: "customer-1", anonymousId: "browser-1", traits: { email: "an@example.org" } });
  analytics.track({ userId: "customer-1", event: "Order delivered", properties: { order } });
  analytics.group({ userId: "customer-1", groupId: "company-1", traits: { name: "Acme" } });
  analytics.screen({ userId: "customer-1", name: "Main" });
  analytics.alias({ userId: "customer-1", previousId: "browser-2" });
  await analytics.closeAndFlush();
}

async function rudder() {
  const Rudder = require("@rudderstack/rudder-sdk-node");
  const analytics = new Rudder(key, { dataPlaneUrl: host, gzip, flushInterval: 100 });
  analytics.page({ anonymousId: "browser-1", name: "Home" });
  analytics.identify({ userId: "customer-1", anonymousId: "browser-1", traits: { email: "an@example.org" } });
  analytics.track({ userId: "customer-1", event: "Order delivered", properties: { order } });
  analytics.group({ userId: "customer-1", groupId: "company-1", traits: { name: "Acme" } });
  analytics.screen({ userId: "customer-1", name: "Main" });
  analytics.alias({ userId: "customer-1", previousId: "browser-2" });
  await analytics.flush();
}

async function posthog() {
  const { PostHog } = require("posthog-node");
  const analytics = new PostHog(key, { host, disableCompression: !gzip });
  analytics.identify({ distinctId: "customer-1", properties: { email: "an@example.org" } });
  analytics.capture({ distinctId: "customer-1", event: "Order delivered", properties: { order } });
  analytics.alias({ distinctId: "customer-1", alias: "browser-1" });
  analytics.groupIdentify({ groupType: "company", groupKey: "company-1", properties: { name: "Acme" } });
  await analytics.shutdown();
}

({ segment, rudder, posthog })[library]().catch((error) => {
  console.error(error);
  process.exit(1);
});
