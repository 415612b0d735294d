"""The pages of origins, destinations and corridors."""
