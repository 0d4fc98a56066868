"""One function for each thing a person can do, shared by web and command line."""
