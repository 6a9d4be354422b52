"""The plans that the district's organisations sent up: told organisation by organisation, stored in bulk."""
