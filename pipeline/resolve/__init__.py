"""Which unit each mention of the corpus is: links beside the records, so that they can be settled anew without reading a file."""
