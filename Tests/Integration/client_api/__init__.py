"""All of MLflow's client API, called once. MLflow's package ships no tests of its own to take the calls from."""

from client_api.watching import Watch

# Before a module of this package takes a function to call it.
WATCH = Watch()
