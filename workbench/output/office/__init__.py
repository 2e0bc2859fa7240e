"""Word and Excel (extra ``office``). Pure: a report in, the bytes of a file out."""
