"""Ask and tell in small windows above a screen."""
