"""Agency: staff carry a resident's matter to the street and the district under a written mandate."""
