"""Where codes come in, how scanners are told from hands, and how a scan is answered."""
