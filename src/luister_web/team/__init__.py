"""The page of a team leader: what needs attention, who may want a hand, who carries how much."""
