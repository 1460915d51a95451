"""Many documents at once: tables and folders in, findings, scores, a summary and a page out.

`inputs` and `tables` cut what is to be scanned into chunks, `worker` checks one chunk, `pool` and
`engine` see that each is checked once whatever happens, `store` knows the folder that is written,
`summary`, `charts` and `page` make of it what people look at.
"""
