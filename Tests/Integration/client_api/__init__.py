"""All of MLflow's client API, called once. MLflow's package ships no tests of its own to take the calls from."""
