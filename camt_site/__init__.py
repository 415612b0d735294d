"""The site: settings, the map of addresses, and what serves them. It knows both apps; neither knows it."""
