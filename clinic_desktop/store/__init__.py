"""The only folder that knows SQLite: keys, connections, schema, writes, lists, drafts, backups."""
