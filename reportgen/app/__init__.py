"""One short function a command. Only this room knows the order of the stages."""
