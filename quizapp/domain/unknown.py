"""What is asked for by a name, number or address that leads to nothing."""


class Unknown(LookupError):
    """There is no such thing, or it is not for whoever asks: the two are told apart nowhere."""
