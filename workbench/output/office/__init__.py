"""Write reports as Word and Excel files (extra ``office``). Pure: a report in, the bytes of a file out."""
