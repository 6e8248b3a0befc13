"""Published files with and without faults, and what the judge says of them."""
