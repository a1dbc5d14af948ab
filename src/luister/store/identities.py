"""Which names are the same customer: resolved by deterministic keys, joined when a system says so.

A customer is known by a key of the organisation (`user`), an e-mail address or a name that a browser
was given (`anonymous`). The customer's own key is the surest of them: the user key as it is, the
address, or `anonymous:` and the browser's name.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from luister.errors import UnknownNameError
from luister.events.event import CustomerKey
from luister.store.home import Store
from luister.store.truth import Truth

Key = tuple[str, str]
ByEmail = Callable[[Truth, Sequence[str]], dict[str, str]]
"""Finds the customer keys of known addresses: the contacts say whose address it is."""

_AT_ONCE = 400
_ANONYMOUS = "anonymous:"
_OWN = ("user", "email", "anonymous")
_OF_CUSTOMERS = (
    "store_customer_key", "store_event", "store_trigger_ask", "store_case", "store_action",
)  # fmt: skip


def pseudonym(secret: str, key: str) -> int:
    """The number under which a customer with this key stands in facts, comments and events."""
    return int(hashlib.sha256((secret + key).encode()).hexdigest()[:15], 16)


def nobody_known(_truth: Truth, _addresses: Sequence[str]) -> dict[str, str]:
    """No address belongs to anybody yet."""
    return {}


def resolved(
    store: Store, people: Sequence[tuple[CustomerKey, ...]], by_email: ByEmail = nobody_known
) -> list[int | None]:
    """The customer of each event, from the keys it carries; None where it carries none.

    New keys are kept, and keys that now turn out to be one person are joined. Call inside a
    transaction that holds the order.
    """
    wanted = {(key.type, key.value) for keys in people for key in keys}
    book = _Book(store, _known(store.truth, wanted))
    new = sorted(
        value for type_, value in wanted if type_ == "email" and not book.has("email", value)
    )
    for address, customer_key in (by_email(store.truth, new) if new else {}).items():
        book.add(("email", address), book.customer(customer_key))
    found = [book.resolve(keys) for keys in people]
    book.write()
    # An event of this batch may be of a name that a later one joined to another.
    return [customer if customer is None else book.owner(customer) for customer in found]


@dataclass(slots=True)
class _Book:
    """The keys of a batch with their customers, and what is to be written."""

    store: Store
    known: dict[Key, int]
    keys: dict[Key, int] = field(default_factory=dict)
    customers: dict[int, str] = field(default_factory=dict)
    joined: dict[int, int] = field(default_factory=dict)

    def owner(self, customer: int) -> int:
        while customer in self.joined:
            customer = self.joined[customer]
        return customer

    def has(self, type_: str, value: str) -> bool:
        return (type_, value) in self.known

    def add(self, key: Key, customer: int) -> None:
        self.known[key] = self.keys[key] = customer

    def customer(self, customer_key: str) -> int:
        number = pseudonym(self.store.secret, customer_key)
        self.customers[number] = customer_key
        return number

    def resolve(self, keys: tuple[CustomerKey, ...]) -> int | None:
        if not keys:
            return None
        pairs = [pair for key in keys for pair in self._places(key)]
        own = [pair for pair in pairs if pair[0] in _OWN]
        explicit = {pair for key in keys if key.type == "alias" for pair in self._places(key)}
        owner = self._owner(own, explicit)
        for pair in pairs:
            held = self.known.get(pair)
            if held is None:
                self.add(pair, owner)
            elif held != owner and (pair in explicit or not self._has_user(held)):
                self._join(held, owner)
        return owner

    def _places(self, key: CustomerKey) -> list[Key]:
        """Where a key stands; one that an alias names may stand as a user or as a browser's name."""
        if key.type != "alias":
            return [(key.type, key.value)]
        places = [("user", key.value), ("anonymous", key.value)]
        return [place for place in places if place in self.known] or places

    def _owner(self, own: list[Key], explicit: set[Key]) -> int:
        best = own[0]
        if best in self.known:
            return self.known[best]
        # An alias that is known tells who a name is that was never seen.
        for pair in sorted(explicit):
            if pair[0] == "user" and (pair in self.known or _is_kept(self.store, pair[1])):
                return self.known.get(pair) or self.customer(pair[1])
        return self.customer(customer_key(*best))

    def _has_user(self, customer: int) -> bool:
        if any(type_ == "user" for (type_, _), held in self.known.items() if held == customer):
            return True
        return bool(
            self.store.truth.execute(
                "SELECT 1 FROM store_customer_key WHERE customer = ? AND type = 'user' LIMIT 1",
                (customer,),
            )
        )

    def _join(self, other: int, owner: int) -> None:
        """All that was known of `other` is from now on the owner's."""
        self.joined[other] = owner
        self.joined.pop(owner, None)
        for pair, held in self.known.items():
            if held == other:
                self.known[pair] = owner
                if pair in self.keys:
                    self.keys[pair] = owner
        truth = self.store.truth
        for table in _OF_CUSTOMERS:
            truth.execute(f"UPDATE {table} SET customer = ? WHERE customer = ?", (owner, other))
        # A browser's name has no answers of its own; an address may have, so that one stays.
        if self.customers.get(other, "").startswith(_ANONYMOUS):
            del self.customers[other]
        truth.execute(
            "DELETE FROM store_customer WHERE id = ? AND customer_key LIKE ?",
            (other, _ANONYMOUS + "%"),
        )

    def write(self) -> None:
        self.store.truth.executemany(
            "INSERT INTO store_customer (id, customer_key) VALUES (?, ?) ON CONFLICT (id) DO NOTHING",
            self.customers.items(),
        )
        self.store.truth.executemany(
            "INSERT INTO store_customer_key (type, value, customer) VALUES (?, ?, ?)",
            [(*key, customer) for key, customer in self.keys.items()],
        )


def customer_key(type_: str, value: str) -> str:
    """The customer key that a key makes where nothing surer is known."""
    return _ANONYMOUS + value if type_ == "anonymous" else value


def customer_keys(store: Store, people: Sequence[tuple[CustomerKey, ...]]) -> list[str | None]:
    """The customer key under which each person is known by now; None where there are no keys."""
    known = _known(store.truth, {(key.type, key.value) for keys in people for key in keys})
    numbers = [
        next((known[key.type, key.value] for key in keys if (key.type, key.value) in known), None)
        for keys in people
    ]
    names = {number: _name(store.truth, number) for number in set(numbers) if number is not None}
    return [names.get(number) if number is not None else None for number in numbers]


def same_person(store: Store, key: str) -> list[str]:
    """All customer keys of the person whom `key` names, the surest first: a key, or any address of theirs.

    Raises:
        UnknownNameError: nothing is kept of a customer with this key.
    """
    truth = store.truth
    pairs = [("user", key), ("email", key.lower()), ("anonymous", key.removeprefix(_ANONYMOUS))]
    asked = pairs if key.startswith(_ANONYMOUS) else pairs[:2]
    owners = {pseudonym(store.secret, key), *_known(truth, asked).values()}
    names = [key]
    for owner in sorted(owners):
        names += [customer_key(*pair) for pair in keys_of(truth, owner)]
    kept = [name for name in dict.fromkeys(names) if _is_kept(store, name)]
    if not kept:
        raise UnknownNameError(
            f"Nothing is kept of customer {key!r}.", hint="Keys count capitals and blanks."
        )
    return kept


def keys_of(truth: Truth, customer: int) -> list[Key]:
    """The keys of a customer, the surest first."""
    rows = truth.execute(
        "SELECT type, value FROM store_customer_key WHERE customer = ?", (customer,)
    )
    return sorted(
        ((str(t), str(v)) for t, v in rows), key=lambda one: (_OWN.index(one[0]), one[1])
    )


def forget(truth: Truth, customer: int) -> int:
    """How many keys of a customer were erased; call inside a transaction."""
    gone = "DELETE FROM store_customer_key WHERE customer = ? RETURNING value"
    return len(truth.execute(gone, (customer,)))


def _name(truth: Truth, customer: int) -> str | None:
    rows = truth.execute("SELECT customer_key FROM store_customer WHERE id = ?", (customer,))
    return str(rows[0][0]) if rows else None


def _is_kept(store: Store, key: str) -> bool:
    number = pseudonym(store.secret, key)
    return bool(store.truth.execute("SELECT 1 FROM store_customer WHERE id = ?", (number,)))


def _known(truth: Truth, keys: Iterable[Key]) -> dict[Key, int]:
    found: dict[Key, int] = {}
    by_type: dict[str, list[str]] = {}
    for type_, value in keys:
        for place in ("user", "anonymous") if type_ == "alias" else (type_,):
            by_type.setdefault(place, []).append(value)
    for type_, values in by_type.items():
        for start in range(0, len(values), _AT_ONCE):
            part = values[start : start + _AT_ONCE]
            marks = ", ".join("?" * len(part))
            rows = truth.execute(
                "SELECT value, customer FROM store_customer_key "
                f"WHERE type = ? AND value IN ({marks})",
                (type_, *part),
            )
            found |= {(type_, str(value)): int(customer) for value, customer in rows}
    return found
