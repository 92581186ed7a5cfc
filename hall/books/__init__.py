"""The paper ticket book: numbers printed beforehand for the hour when the machine is down, entered afterwards."""
