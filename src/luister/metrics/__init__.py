"""The numbers: NPS, CES, CAS, CSAT, the 1-10 mark and the organisation's own; one file each."""
