"""Judge how far each study of a systematic review can be trusted, in a terminal."""
