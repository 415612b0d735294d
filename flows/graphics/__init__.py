"""The pages of graphic techniques: pictures of the release, of examples, and of tables that readers paste."""
