"""The faces of the export: the section in the settings, and one client’s record on paper."""
