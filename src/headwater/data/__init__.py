"""Shipped knowledge, in files that people can read and mend; read only through `load`."""
