"""Let a PostgreSQL server keep reviewers blind: who may read and write which rows, by the login."""
