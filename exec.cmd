@rem npm runs scripts in cmd on Windows, which has no exec and looks for one here first.
@%*
