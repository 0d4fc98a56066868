"""Questions of several banks put together to be handed out, some of them drawn for each reader; and their sources."""
