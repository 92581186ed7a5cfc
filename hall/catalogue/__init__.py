"""The matters on offer, with their materials, forms, steps and limits, and the services that residents queue for."""
