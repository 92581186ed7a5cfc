"""What all windows share: theme, translation, tasks, messages, widgets."""
