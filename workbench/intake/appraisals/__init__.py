"""Read answers and judgements that were made with other tools, out of the bytes of their files. Pure."""
