"""The tables of outgoing webhooks: where messages go, and each message on its way."""

WEBHOOKS: tuple[str, ...] = (
    # No secret is kept: it follows from the nonce and the home's secret.key. The digest tells whether
    # the key is still the one it was made with.
    """CREATE TABLE store_webhook (
        id {identity}, url TEXT NOT NULL, name TEXT NOT NULL, types TEXT NOT NULL,
        state TEXT NOT NULL, nonce TEXT NOT NULL, digest TEXT NOT NULL, old_nonce TEXT,
        old_until TEXT, made_at TEXT NOT NULL)""",
    """CREATE TABLE store_webhook_delivery (
        id {identity}, webhook BIGINT NOT NULL REFERENCES store_webhook (id), message TEXT NOT NULL,
        type TEXT NOT NULL, body TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL,
        due_at TEXT NOT NULL, status INTEGER, error TEXT, made_at TEXT NOT NULL, tried_at TEXT)""",
    "CREATE INDEX store_webhook_delivery_due ON store_webhook_delivery (state, due_at)",
    "CREATE INDEX store_webhook_delivery_webhook ON store_webhook_delivery (webhook, id)",
)
