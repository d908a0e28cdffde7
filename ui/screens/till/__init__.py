"""The till: what a day brought, by which way of paying, and what the drawer should hold."""
