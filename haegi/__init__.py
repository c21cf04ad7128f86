"""haegi: a negotiation coach for telecom calls, driven by one YAML playbook."""

__version__ = "0.1.0"
