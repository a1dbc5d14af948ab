"""The made-up company: what it is called, its departments, teams and people."""

from dataclasses import dataclass

COMPANY = "Noorderlicht Energie"
"""A made-up name; no company of this name is meant."""

DEPARTMENTS: dict[str, tuple[str, ...]] = {
    "Moving": ("Moving North", "Moving South"),
    "Complaints": (
        "Complaints East",
        "Complaints West",
        "Complaints Online",
        "Complaints Business",
    ),
    "Payment": ("Billing", "Arrangements"),
}
"""From each department to its teams."""

TEAMS: dict[str, tuple[str, ...]] = {
    "Moving North": ("Anouk Visser", "Bram Hoekstra", "Chantal Mulder", "Daan Postma", "Eva Smit"),
    "Moving South": ("Fatima Amrani", "Gijs Peeters", "Hanna Maas", "Ivo Claessen", "Jolien Bos"),
    "Complaints East": ("Karin ter Horst", "Lars Wolters", "Mei Chen", "Niels Nijhuis"),
    "Complaints West": ("Olga de Haan", "Pim van Dam", "Quinten Prins", "Roos van Leeuwen"),
    "Complaints Online": ("Bas Okker", "Dewi Sutanto"),
    "Complaints Business": ("Said Yilmaz",),
    "Billing": ("Tess Dijkstra", "Femke Bakker", "Umar Khan", "Vera Kok", "Wout Jansen"),
    "Arrangements": ("Xandra Vos", "Yusuf Demir", "Zoë Meijer"),
}
"""From each team to its employees."""

SMALL_TEAM = "Complaints Business"
"""A team of three answers, whatever the size: too few to be shown."""

WORK: dict[str, float] = {"Complaints Online": 0.4, SMALL_TEAM: 0.0}
"""How much of the work an employee of a team does, where it is not 1. A group that is too small to
be shown takes a second one with it, lest the difference to the total tell it; this is the one."""

TEAMS_OF_SURVEY: dict[str, tuple[str, ...]] = {
    "relation": (),
    "moving": ("Moving North", "Moving South"),
    "complaints": DEPARTMENTS["Complaints"],
    "payment": ("Billing", "Arrangements"),
}
"""Which teams serve the customers that fill in a survey; the relation is nobody's alone."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A place in the organisation.

    `kind` is organisation, department, team or employee; `parent` is the name of the unit above,
    None at the top. `value` is what the dimension of the same name (`team` or `employee`) says in
    the answers, None where no dimension tells it.
    """

    name: str
    kind: str
    parent: str | None
    value: str | None


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in to the demo; `unit` names the unit that is theirs."""

    email: str
    name: str
    role: str
    unit: str


def units() -> tuple[Unit, ...]:
    """The tree of the organisation, parents before their children.

    >>> units()[0]
    Unit(name='Noorderlicht Energie', kind='organisation', parent=None, value=None)
    """
    tree = [Unit(COMPANY, "organisation", None, None)]
    for department, teams in DEPARTMENTS.items():
        tree.append(Unit(department, "department", COMPANY, None))
        for team in teams:
            tree.append(Unit(team, "team", department, team))
            tree.extend(Unit(name, "employee", team, name) for name in TEAMS[team])
    return tuple(tree)


def accounts() -> tuple[Account, ...]:
    """The demo's logins, one a role; passwords are the door's matter.

    >>> [account.role for account in accounts()][:2]
    ['director', 'manager']
    """
    return (
        Account("director@noorderlicht.example", "Marijke Zomer", "director", COMPANY),
        Account("manager@noorderlicht.example", "Henk Oosterhuis", "manager", "Complaints"),
        Account("leader@noorderlicht.example", "Ilse Brouwer", "team leader", "Complaints West"),
        Account("employee@noorderlicht.example", "Olga de Haan", "employee", "Olga de Haan"),
        Account("analyst@noorderlicht.example", "Thijs Kuiper", "analyst", COMPANY),
        Account("admin@noorderlicht.example", "Nadia Winter", "administrator", COMPANY),
    )
