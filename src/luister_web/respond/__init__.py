"""The respondent's page: one filling of a survey, page by page, for somebody without an account."""
