"""JupyterHub for a class: one configuration for one machine, Kubernetes and our own test.

It is loaded after the settings of The Littlest JupyterHub or of Zero to JupyterHub, and overrides
them. Every user has an account, a password, a home and a server.
"""

c = get_config()  # noqa: F821 - defined by JupyterHub

# Learners sign up with a name and a password, and the teacher lets each of them in, on the page
# /hub/authorize. Others are refused; "allow_all" means: all whom the teacher has approved.
c.JupyterHub.authenticator_class = "nativeauthenticator.NativeAuthenticator"
c.NativeAuthenticator.open_signup = False
c.NativeAuthenticator.minimum_password_length = 10
c.NativeAuthenticator.check_common_password = True
c.NativeAuthenticator.allowed_failed_logins = 5
c.NativeAuthenticator.seconds_before_next_try = 60
c.Authenticator.allow_all = True
# Short, because the path of a home is part of the address of a kernel, which has 107 characters.
c.Authenticator.username_pattern = r"[a-z][a-z0-9-]{1,13}"

c.Spawner.default_url = "/lab"
c.Spawner.mem_limit = "1G"
c.Spawner.start_timeout = 180  # seconds: a whole class starts at once
c.Spawner.poll_interval = 10  # seconds until a dead server is detected
c.Spawner.environment = {"OPENBLAS_NUM_THREADS": "1"}  # many learners share few cores
c.Spawner.args = [
    # A kernel that no browser shows and that has done nothing for half an hour ends. The server
    # around it ends after an hour: each engine has its own switch for that.
    "--MappingKernelManager.cull_idle_timeout=1800",
    "--MappingKernelManager.cull_interval=60",
    # Servers that start at the same time compete for ports, and a kernel without its port is dead.
    "--KernelManager.transport=ipc",
]
